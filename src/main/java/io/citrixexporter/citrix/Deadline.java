package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When a cycle has to be done with everything it asks of Citrix.
 *
 * @param at the moment
 * @param clock tells how far away it is
 */
public record Deadline(Instant at, Clock clock) {
    /** Vert.x, which keeps the time, refuses a timer shorter than this with an exception that nobody would hear of. */
    public static final Duration SHORTEST_TIMER = Duration.ofMillis(1);

    private static final Duration LONGEST_RESERVE = Duration.ofMillis(500);

    /**
     * The deadline of a cycle that starts now. A little of the timeout is kept back, so that a cycle cut short has ended
     * when the next one is due.
     */
    public static Deadline after(Duration timeout, Clock clock) {
        Duration part = timeout.dividedBy(20);
        Duration reserve = part.compareTo(LONGEST_RESERVE) < 0 ? part : LONGEST_RESERVE;
        return new Deadline(clock.instant().plus(timeout).minus(reserve), clock);
    }

    /** The time that is left; negative after the deadline. */
    public Duration left() {
        return Duration.between(clock.instant(), at);
    }

    /** Whether something that cannot begin before a moment comes too late. */
    boolean passedBy(Instant moment) {
        return !moment.isBefore(at);
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
