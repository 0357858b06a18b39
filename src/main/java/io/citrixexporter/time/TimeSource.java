package io.citrixexporter.time;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Both clocks and the timer of the program, replaceable in tests.
 *
 * <p>Timestamps that people read come from {@link #instant()}. Deadlines, delays, backoff and ages come from
 * {@link #nanoTime()}: the wall clock can be set back, and then a deadline computed from it never comes.
 */
public interface TimeSource extends InstantSource {

    /** Nanoseconds of a clock that is never set; only differences between two values have a meaning. */
    long nanoTime();

    /** Completes after a delay, never too early; at once if the delay is zero or negative. */
    Uni<Void> delay(Duration delay);

    /** The present on both clocks. */
    default Timestamp now() {
        return new Timestamp(instant(), nanoTime());
    }

    /** The time from a value of {@link #nanoTime()} until now; negative if it is in the future. */
    default Duration since(long nanoTime) {
        return Duration.ofNanos(nanoTime() - nanoTime);
    }

    /** The time from now until a value of {@link #nanoTime()}; negative if it has passed. */
    default Duration until(long nanoTime) {
        return Duration.ofNanos(nanoTime - nanoTime());
    }

    /** The clocks of this computer. */
    static TimeSource system() {
        return SystemTime.INSTANCE;
    }
}
