package io.citrixexporter.time;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The time by which all calls of a cycle must have ended. It also identifies the cycle.
 *
 * @param at the monotonic time, in nanoseconds
 * @param time the clock
 */
public record Deadline(long at, TimeSource time) {
    /** The shortest timer that Vert.x accepts; the exception for a shorter one would be lost. */
    private static final Duration MIN_TIMER = Duration.ofMillis(1);

    private static final Duration MAX_RESERVE = Duration.ofMillis(500);

    /**
     * The deadline of a cycle that starts now. It is a little earlier than the timeout, so that a cycle that reaches it has
     * ended when the next one is due.
     */
    public static Deadline after(Duration timeout, TimeSource time) {
        Duration reserve = DurationMath.min(timeout.dividedBy(20), MAX_RESERVE);
        return new Deadline(time.nanoTime() + timeout.minus(reserve).toNanos(), time);
    }

    /** The time that is left; negative after the deadline. */
    public Duration left() {
        return time.until(at);
    }

    /** Whether a monotonic time is too late for a request to start. */
    public boolean isBefore(long nanoTime) {
        return nanoTime - at >= 0;
    }

    /**
     * The call, which is cancelled at the deadline, and not started after it.
     *
     * @param missed the failure in both cases
     */
    public <T> Uni<T> limit(Uni<T> call, Supplier<Throwable> missed) {
        return Uni.createFrom().deferred(() -> {
            Duration left = left();
            return left.compareTo(MIN_TIMER) < 0
                    ? Uni.createFrom().failure(missed)
                    : call.ifNoItem().after(left).failWith(missed);
        });
    }
}
