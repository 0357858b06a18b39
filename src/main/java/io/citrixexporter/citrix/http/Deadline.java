package io.citrixexporter.citrix.http;

import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * When a cycle has to be done with everything it asks of Citrix.
 *
 * @param at the monotonic time, in nanoseconds
 * @param time says how far away it is
 */
public record Deadline(long at, TimeSource time) {
    /** Vert.x, which keeps the time, refuses a timer shorter than this with an exception that nobody would hear of. */
    public static final Duration SHORTEST_TIMER = Duration.ofMillis(1);

    private static final Duration LONGEST_RESERVE = Duration.ofMillis(500);

    /**
     * The deadline of a cycle that starts now. A little of the timeout is kept back, so that a cycle cut short has ended
     * when the next one is due.
     */
    public static Deadline after(Duration timeout, TimeSource time) {
        Duration part = timeout.dividedBy(20);
        Duration reserve = part.compareTo(LONGEST_RESERVE) < 0 ? part : LONGEST_RESERVE;
        return new Deadline(time.nanoTime() + timeout.minus(reserve).toNanos(), time);
    }

    /** The time that is left; negative after the deadline. */
    public Duration left() {
        return time.until(at);
    }

    /** Whether something that cannot start before a monotonic time comes too late. */
    public boolean passedBy(long moment) {
        return moment - at >= 0;
    }

    /** The call, which is given up at the deadline, and not even begun after it. */
    public <T> Uni<T> on(Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            Duration left = left();
            return left.compareTo(SHORTEST_TIMER) < 0
                    ? Uni.createFrom().failure(CitrixException.deadline())
                    : call.ifNoItem().after(left).failWith(CitrixException::deadline);
        });
    }
}
