package io.citrixexporter.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * How simulated time runs. A day lasts from 06:00 to 20:00, then the next one begins: nobody wants to watch the night.
 * The times that the site reports are real ones, so ages on dashboards are those that the user sees pass.
 *
 * @param origin when it was 06:00 on day 0
 * @param length how long a day takes in real time
 */
record DemoDay(Instant origin, Duration length) {
    static final double OPENS = 6 * 60;
    static final double CLOSES = 20 * 60;
    static final double MINUTES = CLOSES - OPENS;

    /** In the middle of the morning's logons, so that a user sees the curve rise at once. */
    static final double START = 8 * 60 + 40;

    static DemoDay startingAt(Instant start, Duration length) {
        return new DemoDay(start.minusMillis(millis(START - OPENS, length)), length);
    }

    Moment at(Instant time) {
        long elapsed = Duration.between(origin, time).toMillis();
        long day = Math.floorDiv(elapsed, length.toMillis());
        double passed = Math.floorMod(elapsed, length.toMillis()) / (double) length.toMillis();
        return new Moment(day, OPENS + passed * MINUTES);
    }

    /** The real time of a minute of a day; a minute after the day's end is one of the next day. */
    Instant instant(long day, double minute) {
        return origin.plusMillis(day * length.toMillis() + millis(minute - OPENS, length));
    }

    private static long millis(double minutes, Duration length) {
        return Math.round(minutes / MINUTES * length.toMillis());
    }
}
