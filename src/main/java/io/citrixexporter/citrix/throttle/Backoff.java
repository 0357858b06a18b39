package io.citrixexporter.citrix.throttle;

import io.citrixexporter.time.DurationMath;
import java.time.Duration;

/**
 * Exponential backoff.
 *
 * @param min the first delay
 * @param max the maximum delay, before jitter
 */
public record Backoff(Duration min, Duration max) {
    /** After a 429 or 503 without a time for the retry. */
    public static final Backoff OVERLOAD = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** After a broken connection or another error of the server. */
    public static final Backoff CONNECTION = new Backoff(Duration.ofMillis(200), Duration.ofMillis(200));

    /** The delay after a number of earlier ones: doubled each time up to the maximum. */
    public Duration delay(int earlier) {
        return DurationMath.min(min.multipliedBy(1L << Math.min(earlier, 20)), max);
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
