package io.citrixexporter.citrix.throttle;

import java.time.Duration;

/**
 * Exponential backoff.
 *
 * @param min the first delay
 * @param max the longest delay, before jitter
 */
public record Backoff(Duration min, Duration max) {

    /** The delay after so many earlier ones in a row: doubled each time up to the maximum. */
    public Duration delay(int earlier) {
        Duration doubled = min.multipliedBy(1L << Math.min(earlier, 20));
        return doubled.compareTo(max) < 0 ? doubled : max;
    }

    /**
     * The same with up to half as much again, so that clients which failed together do not return together.
     *
     * @param random 0 to 1
     */
    public Duration delay(int earlier, double random) {
        Duration delay = delay(earlier);
        return delay.plusNanos((long) (delay.toNanos() * random / 2));
    }
}
