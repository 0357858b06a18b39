package io.citrixexporter.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time on both clocks.
 *
 * @param instant the wall clock, for people
 * @param nanoTime {@link TimeSource#nanoTime()}, for ages
 */
public record Timestamp(Instant instant, long nanoTime) {

    /** Stands for an event that has not happened; its age has no meaning. */
    public static final Timestamp NEVER = new Timestamp(Instant.EPOCH, 0);

    /** Whether the event has not happened. */
    public boolean isNever() {
        return instant.equals(Instant.EPOCH);
    }

    /** Its age at a later {@link TimeSource#nanoTime()}, independent of changes of the wall clock. */
    public Duration ageAt(long laterNanoTime) {
        return Duration.ofNanos(laterNanoTime - nanoTime);
    }
}
