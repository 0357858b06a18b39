package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When a cycle has to be done with everything it asks of Citrix. */
record Deadline(Instant at, Clock clock) {
    private static final Duration LONGEST_RESERVE = Duration.ofMillis(500);

    /**
     * The deadline of a cycle that starts now. A little of the timeout is kept back, so that a cycle cut short has ended
     * when the next one is due.
     */
    static Deadline after(Duration timeout, Clock clock) {
        Duration part = timeout.dividedBy(20);
        Duration reserve = part.compareTo(LONGEST_RESERVE) < 0 ? part : LONGEST_RESERVE;
        return new Deadline(clock.instant().plus(timeout).minus(reserve), clock);
    }

    /** The call, which is given up at the deadline, and not even begun after it. */
    <T> Uni<T> on(Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            Duration left = Duration.between(clock.instant(), at);
            return left.isNegative() || left.isZero()
                    ? Uni.createFrom().failure(CitrixException.deadline())
                    : call.ifNoItem().after(left).failWith(CitrixException::deadline);
        });
    }
}
