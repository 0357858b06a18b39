package io.citrixexporter.config;

import java.time.Duration;

/** Durations as users write them. */
final class Durations {
    private Durations() {}

    /** For example {@code 5m}, {@code 90s} or {@code 500ms}: the largest unit that needs no fraction. */
    static String text(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        return duration.isZero() || duration.toSeconds() % 60 != 0
                ? duration.toSeconds() + "s"
                : duration.toMinutes() + "m";
    }
}
