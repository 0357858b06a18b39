package io.citrixexporter.poll;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.throttle.Backoff;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.Deadline;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Decides which failed machines are polled again in a cycle, and when. Used by one cycle. */
final class RetryPolicy {
    /** Retries of one cycle in per cent of its machines; those after 429 do not count. */
    private static final int MAX_RETRIES_PERCENT = 20;

    private static final int MAX_RETRIES_WHEN_THROTTLED = 3;

    /** Each waits about a second. With two, a cycle survives a short outage of the controller. */
    private static final int MAX_RETRIES_WHEN_UNAVAILABLE = 2;

    private int retriesLeft;

    RetryPolicy(int machines, int concurrency) {
        this.retriesLeft = Math.max(concurrency, machines * MAX_RETRIES_PERCENT / 100);
    }

    /** @param at when, a monotonic time in nanoseconds */
    record Retry(MachineAttempts machine, long at) {}

    /**
     * The next retry of a machine; empty if it needs none or may have none.
     *
     * @param round 1 for the first retry
     */
    Optional<Retry> next(MachineAttempts machine, int round, Deadline deadline) {
        Optional<CitrixException> failure = machine.failure();
        if (failure.isEmpty() || !mayRetry(machine, failure.get(), round)) {
            return Optional.empty();
        }
        long at = retryAt(machine, failure.get(), round);
        return deadline.isBefore(at) ? Optional.empty() : Optional.of(new Retry(machine, at));
    }

    private boolean mayRetry(MachineAttempts machine, CitrixException failure, int round) {
        if (failure.rejected()) {
            return round <= MAX_RETRIES_WHEN_UNAVAILABLE;
        }
        if (!failure.sent()) {
            return false;
        }
        if (failure.reason() == FailureReason.THROTTLED) {
            return round <= MAX_RETRIES_WHEN_THROTTLED;
        }
        if (machine.failedLastTime() || round > 1) {
            return false;
        }
        boolean hadShortTimeout = failure.reason() == FailureReason.TIMEOUT && machine.slow();
        if (hadShortTimeout) {
            return true;
        }
        if (!failure.isTransient() || retriesLeft == 0) {
            return false;
        }
        retriesLeft--;
        return true;
    }

    private static long retryAt(MachineAttempts machine, CitrixException failure, int round) {
        double random = ThreadLocalRandom.current().nextDouble();
        Backoff backoff = failure.reason() == FailureReason.THROTTLED ? Backoff.OVERLOAD : Backoff.CONNECTION;
        return failure.retryAt()
                .orElseGet(() -> machine.poll().at().nanoTime()
                        + backoff.delay(round - 1, random).toNanos());
    }
}
