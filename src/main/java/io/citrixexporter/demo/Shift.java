package io.citrixexporter.demo;

/**
 * A user's time on a machine, in minutes of the day.
 *
 * @param begin when the user logs on
 * @param breakFrom when the user goes on a break and the session is disconnected
 * @param breakTo when the user is back; without a break the same as {@code breakFrom}
 * @param leave when the user stops working
 * @param gone when the session ends, which may be long after
 */
record Shift(double begin, double breakFrom, double breakTo, double leave, double gone) {

    static Shift of(double begin, double leave, double gone) {
        return new Shift(begin, leave, leave, leave, gone);
    }

    Shift withBreak(double from, double to) {
        return new Shift(begin, from, to, leave, gone);
    }

    /** The same, thrown out at a moment. */
    Shift until(double end) {
        return new Shift(
                begin, Math.min(breakFrom, end), Math.min(breakTo, end), Math.min(leave, end), Math.min(gone, end));
    }

    /** The same, let in no earlier than a moment. A break that began before is over then. */
    Shift since(double start) {
        return breakFrom < start ? of(start, leave, gone) : new Shift(start, breakFrom, breakTo, leave, gone);
    }
}
