package io.citrixexporter.citrix.http;

import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The time by which all calls of a cycle must have ended.
 *
 * @param at the monotonic time, in nanoseconds
 * @param time the clock
 */
public record Deadline(long at, TimeSource time) {
    /** The shortest timer that Vert.x accepts; the exception for a shorter one would be lost. */
    public static final Duration MIN_TIMER = Duration.ofMillis(1);

    private static final Duration MAX_RESERVE = Duration.ofMillis(500);

    /**
     * The deadline of a cycle that starts now. It is a little earlier than the timeout, so that a cycle that reaches it has
     * ended when the next one is due.
     */
    public static Deadline after(Duration timeout, TimeSource time) {
        Duration part = timeout.dividedBy(20);
        Duration reserve = part.compareTo(MAX_RESERVE) < 0 ? part : MAX_RESERVE;
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

    /** The call, which is cancelled at the deadline, and not started after it. */
    public <T> Uni<T> on(Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            Duration left = left();
            return left.compareTo(MIN_TIMER) < 0
                    ? Uni.createFrom().failure(CitrixException.deadline())
                    : call.ifNoItem().after(left).failWith(CitrixException::deadline);
        });
    }
}
