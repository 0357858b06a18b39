package io.citrixexporter.citrix.throttle;

import java.time.Duration;

/**
 * Exponential backoff.
 *
 * @param min the first delay
 * @param max the maximum delay, before jitter
 */
public record Backoff(Duration min, Duration max) {

    /** The delay after a number of earlier ones: doubled each time up to the maximum. */
    public Duration delay(int earlier) {
        Duration doubled = min.multipliedBy(1L << Math.min(earlier, 20));
        return doubled.compareTo(max) < 0 ? doubled : max;
    }

    /**
     * The same plus a random part of up to half of it, so that clients which failed together do not retry together.
     *
     * @param random 0 to 1
     */
    public Duration delay(int earlier, double random) {
        Duration delay = delay(earlier);
        return delay.plusNanos((long) (delay.toNanos() * random / 2));
    }
}
