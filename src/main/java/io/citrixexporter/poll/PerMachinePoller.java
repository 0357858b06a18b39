package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.PollAttempt;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.ExporterConfig.Poll;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.poll.RetryPolicy.Retry;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One call for each machine, a bounded number at a time. Bad machines do not delay good ones: those that failed in the last
 * cycle come after the others and their retries, and are repeated only if the server is overloaded ({@link RetryPolicy}). If the
 * others take long, {@link PollQueue} polls them in between.
 *
 * <p>Used by one cycle at a time.
 */
final class PerMachinePoller implements PollStrategy {
    private final CitrixClient client;
    private final int concurrency;
    private final Duration requestTimeout;
    private final boolean spread;
    private final TimeSource time;
    private final AdaptiveTimeout firstTimeout;
    private final PollOrder order;

    PerMachinePoller(CitrixClient client, Poll settings, TimeSource time) {
        this(client, settings, time, Collections::shuffle);
    }

    /**
     * The same with another order.
     *
     * @param shuffle puts machines into the order in which they are polled
     */
    PerMachinePoller(CitrixClient client, Poll settings, TimeSource time, Consumer<List<MachineAttempts>> shuffle) {
        this.client = client;
        this.concurrency = settings.concurrency();
        this.requestTimeout = settings.requestTimeout();
        this.spread = settings.spread();
        this.time = time;
        this.firstTimeout = new AdaptiveTimeout(requestTimeout);
        this.order = new PollOrder(shuffle);
    }

    @Override
    public Uni<List<MachinePoll>> poll(List<PollTarget> targets, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            List<MachineAttempts> machines = targets.stream()
                    .map(target -> new MachineAttempts(target, order.failedLastTime(target.label()), time))
                    .toList();
            return new Requests(machines, deadline)
                    .send()
                    .invoke(() -> order.update(machines))
                    .map(done -> machines.stream().map(MachineAttempts::poll).toList());
        });
    }

    @Override
    public boolean needsInventory() {
        return false;
    }

    /** The requests of one cycle. */
    private final class Requests {
        private final List<MachineAttempts> others;
        private final List<MachineAttempts> failedLastTime;
        private final Deadline deadline;
        private final PollQueue queue;
        private final RetryPolicy retryPolicy;
        private final int machines;
        private final long start = time.nanoTime();
        private final Duration gap;
        private int started;

        Requests(List<MachineAttempts> machines, Deadline deadline) {
            this.machines = machines.size();
            this.others = order.select(machines, false);
            this.failedLastTime = order.select(machines, true);
            this.deadline = deadline;
            this.queue = new PollQueue(others, failedLastTime, concurrency, deadline, time);
            this.retryPolicy = new RetryPolicy(machines.size(), concurrency);
            // The last fifth of the time is for late responses.
            this.gap = spread && !machines.isEmpty()
                    ? deadline.left().multipliedBy(4).dividedBy(5).dividedBy(machines.size())
                    : Duration.ZERO;
        }

        Uni<Void> send() {
            return firstAttempts()
                    .chain(() -> retries(others, 1))
                    .invoke(queue::othersDone)
                    .chain(this::firstAttempts)
                    .chain(() -> retries(failedLastTime, 1));
        }

        private Uni<Void> firstAttempts() {
            return Multi.createFrom()
                    .<PollQueue, MachineAttempts>generator(() -> queue, (waiting, emitter) -> {
                        waiting.next().ifPresentOrElse(emitter::emit, emitter::complete);
                        return waiting;
                    })
                    .onItem()
                    .transformToUni(this::firstAttemptInTurn)
                    .merge(concurrency)
                    .onItem()
                    .ignoreAsUni();
        }

        private Uni<Void> firstAttemptInTurn(MachineAttempts machine) {
            Duration untilTurn = spread ? time.until(start + gap.toNanos() * started) : Duration.ZERO;
            started++;
            return time.delay(untilTurn).chain(() -> firstAttempt(machine));
        }

        private Uni<Void> firstAttempt(MachineAttempts machine) {
            boolean only = machine.failedLastTime();
            // If all machines can be polled at once, one that hangs delays no other.
            Duration timeout = only || machines <= concurrency ? requestTimeout : firstTimeout.current();
            long begin = time.nanoTime();
            return attempt(machine, new PollAttempt(deadline, Optional.of(timeout), only))
                    .invoke(() -> observe(machine, timeout, time.since(begin)))
                    .onTermination()
                    .invoke(() -> queue.ended(machine));
        }

        private void observe(MachineAttempts machine, Duration timeout, Duration took) {
            MachinePoll poll = machine.poll();
            boolean timedOut = poll.failure()
                    .filter(PollFailure::sent)
                    .filter(failure -> failure.reason() == FailureReason.TIMEOUT)
                    .isPresent();
            if (timedOut) {
                firstTimeout.timedOut(timeout);
            } else if (poll.succeeded()) {
                firstTimeout.responded(took);
            }
            if ((timedOut && timeout.compareTo(requestTimeout) < 0)
                    || (poll.succeeded() && took.compareTo(firstTimeout.current()) > 0)) {
                machine.markSlow();
            }
        }

        private Uni<Void> attempt(MachineAttempts machine, PollAttempt attempt) {
            return client.machineSessions(machine.target().name(), attempt)
                    .invoke(machine::responded)
                    .replaceWithVoid()
                    .onFailure(CitrixException.class)
                    .recoverWithItem(failure -> {
                        machine.failed(failure);
                        return null;
                    });
        }

        /** Rounds of further attempts, each after all attempts of the one before. */
        private Uni<Void> retries(List<MachineAttempts> candidates, int round) {
            List<Retry> retries = candidates.stream()
                    .flatMap(machine -> retryPolicy.next(machine, round, deadline).stream())
                    .sorted(Comparator.comparingLong(retry -> retry.at() - start))
                    .toList();
            if (retries.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return Multi.createFrom()
                    .iterable(retries)
                    .onItem()
                    .transformToUni(retry -> time.delay(time.until(retry.at()))
                            .chain(() -> attempt(retry.machine(), new PollAttempt(deadline, Optional.empty(), true))))
                    .merge(concurrency)
                    .onItem()
                    .ignoreAsUni()
                    .chain(() -> retries(candidates, round + 1));
        }
    }
}
