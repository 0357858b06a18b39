package io.citrixexporter.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * Converts between real and simulated time. A simulated day lasts from 06:00 to 20:00 and the next one follows at once,
 * since nothing happens at night. Simulated time is a number of minutes since 06:00 on day 0. The times that the API
 * reports are real ones.
 *
 * @param origin the real time of 06:00 on day 0
 * @param day how long a simulated day takes in real time
 */
record DemoClock(Instant origin, Duration day) {
    static final double DAY_START = 6 * 60;
    static final double DAY_MINUTES = 14 * 60;

    /** The minute of the day at which the simulation starts: during the morning logons, so that the load rises at once. */
    static final double SIMULATION_START = 8 * 60 + 40;

    static DemoClock startingAt(Instant start, Duration day) {
        double minutes = SIMULATION_START - DAY_START;
        return new DemoClock(start.minusMillis(Math.round(minutes / DAY_MINUTES * day.toMillis())), day);
    }

    /** The simulated time at a real time. */
    double time(Instant real) {
        return Duration.between(origin, real).toMillis() * DAY_MINUTES / day.toMillis();
    }

    /** The real time at a simulated time. */
    Instant instant(double time) {
        return origin.plusMillis(Math.round(time / DAY_MINUTES * day.toMillis()));
    }

    static long day(double time) {
        return (long) Math.floor(time / DAY_MINUTES);
    }

    /** Minutes since midnight. */
    static double minuteOfDay(double time) {
        return time - time(day(time), 0);
    }

    /**
     * The simulated time of a minute of a day.
     *
     * @param minuteOfDay since midnight; past 20:00 it is in the next day, 20:10 being its 06:10
     */
    static double time(long day, double minuteOfDay) {
        return day * DAY_MINUTES + minuteOfDay - DAY_START;
    }
}
