package io.citrixexporter.demo;

/**
 * A point in simulated time.
 *
 * @param day which simulated day; the one that runs when the site starts is 0
 * @param minute minutes since midnight of that day
 */
record Moment(long day, double minute) {

    /** The same moment counted from the day before, for what was left over from then. */
    Moment fromDayBefore() {
        return new Moment(day - 1, minute + DemoDay.MINUTES);
    }

    boolean within(double from, double to) {
        return minute >= from && minute < to;
    }
}
