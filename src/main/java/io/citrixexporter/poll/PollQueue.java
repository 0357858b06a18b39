package io.citrixexporter.poll;

import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The machines of one cycle that wait for their first attempt. Those that failed in the last cycle come last. If the others take
 * more than half of the time, one at a time comes between them, so that they are polled even if every cycle reaches its deadline.
 */
final class PollQueue {
    private final Iterator<MachineAttempts> others;
    private final Iterator<MachineAttempts> failedLastTime;
    private final int concurrency;
    private final TimeSource time;
    private final long start;
    private final Duration left;
    private final AtomicInteger failedInFlight = new AtomicInteger();
    private boolean othersDone;

    /** @param concurrency the maximum number of requests in flight */
    PollQueue(
            List<MachineAttempts> others,
            List<MachineAttempts> failedLastTime,
            int concurrency,
            Deadline deadline,
            TimeSource time) {
        this.others = others.iterator();
        this.failedLastTime = failedLastTime.iterator();
        this.concurrency = concurrency;
        this.time = time;
        this.start = time.nanoTime();
        this.left = deadline.left();
    }

    /** The machines that did not fail in the last cycle are done, their retries included. */
    void othersDone() {
        othersDone = true;
    }

    /** The machine to poll next; empty if the rest must wait. */
    Optional<MachineAttempts> next() {
        if (failedLastTime.hasNext() && (othersDone || failedMayInterrupt())) {
            failedInFlight.incrementAndGet();
            return Optional.of(failedLastTime.next());
        }
        return others.hasNext() ? Optional.of(others.next()) : Optional.empty();
    }

    private boolean failedMayInterrupt() {
        boolean late = time.since(start).multipliedBy(2).compareTo(left) > 0;
        return late && concurrency > 1 && failedInFlight.get() == 0;
    }

    /** The first attempt of a machine has ended. */
    void ended(MachineAttempts machine) {
        if (machine.failedLastTime()) {
            failedInFlight.decrementAndGet();
        }
    }
}
