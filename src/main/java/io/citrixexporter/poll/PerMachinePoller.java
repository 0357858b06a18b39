package io.citrixexporter.poll;

import io.citrixexporter.citrix.Attempt;
import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.citrix.http.MachineSessionsResponse;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.MachineRef;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One call for each machine, a bounded number at a time. Bad machines do not delay good ones: those that failed in the last
 * cycle come last and get one attempt, and retries come after the first attempts of all.
 *
 * <p>Used by one cycle at a time.
 */
final class PerMachinePoller implements PollStrategy {
    /** Retries of one cycle in per cent of its machines; those after 429 do not count. */
    private static final int MAX_RETRIES_PERCENT = 20;

    private static final int MAX_RETRIES_WHEN_THROTTLED = 3;

    /** Each waits about a second. With two, a cycle survives a short outage of the controller. */
    private static final int MAX_RETRIES_WHEN_UNAVAILABLE = 2;

    private final CitrixClient client;
    private final int concurrency;
    private final Duration requestTimeout;
    private final boolean spread;
    private final TimeSource time;
    private final AdaptiveTimeout firstTimeout;
    private final PollOrder order;

    PerMachinePoller(CitrixClient client, PollSettings settings, TimeSource time) {
        this(client, settings, time, Collections::shuffle);
    }

    /**
     * The same with another order.
     *
     * @param shuffle puts machines into the order in which they are polled
     */
    PerMachinePoller(CitrixClient client, PollSettings settings, TimeSource time, Consumer<List<MachineRef>> shuffle) {
        this.client = client;
        this.concurrency = settings.concurrency();
        this.requestTimeout = settings.requestTimeout();
        this.spread = settings.spread();
        this.time = time;
        this.firstTimeout = new AdaptiveTimeout(requestTimeout);
        this.order = new PollOrder(shuffle);
    }

    @Override
    public Uni<List<MachinePoll>> poll(List<MachineRef> machines, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Cycle cycle = new Cycle(machines, deadline);
            return cycle.attempts()
                    .chain(() -> cycle.retries(cycle.others, 1))
                    .chain(cycle::attemptsOfFailed)
                    .chain(() -> cycle.retries(cycle.failedLastTime, 1))
                    .map(done -> {
                        List<MachinePoll> polls = cycle.polls();
                        order.update(polls, cycle.slow);
                        return polls;
                    });
        });
    }

    @Override
    public boolean needsInventory() {
        return false;
    }

    /** The attempts of one cycle and their latest results. */
    private final class Cycle {
        private final List<MachineRef> machines;
        private final Deadline deadline;
        private final List<MachineRef> others;
        private final List<MachineRef> failedLastTime;
        private final Queue<MachineRef> first;
        private final Queue<MachineRef> last;
        private final Set<String> failedBefore;
        private final Map<MachineRef, Result> results = new ConcurrentHashMap<>();
        private final Set<String> slow = ConcurrentHashMap.newKeySet();
        private final AtomicInteger lastInFlight = new AtomicInteger();
        private final long start = time.nanoTime();
        private final Duration left;
        private int started;
        private boolean othersDone;
        private int retriesLeft;

        Cycle(List<MachineRef> machines, Deadline deadline) {
            this.machines = machines;
            this.deadline = deadline;
            this.left = deadline.left();
            this.others = order.first(machines);
            this.failedLastTime = order.last(machines);
            this.first = new ArrayDeque<>(others);
            this.last = new ArrayDeque<>(failedLastTime);
            this.failedBefore = last.stream().map(MachineRef::label).collect(Collectors.toSet());
            this.retriesLeft = Math.max(concurrency, machines.size() * MAX_RETRIES_PERCENT / 100);
        }

        List<MachinePoll> polls() {
            return machines.stream().map(machine -> result(machine).poll()).toList();
        }

        private Result result(MachineRef machine) {
            Result result = results.get(machine);
            return result == null ? failed(machine, CitrixException.deadline()) : result;
        }

        /** The machines that failed last time come after the retries of the others. */
        Uni<Void> attemptsOfFailed() {
            othersDone = true;
            return attempts();
        }

        Uni<Void> attempts() {
            return Multi.createFrom()
                    .<Cycle, MachineRef>generator(() -> this, (cycle, emitter) -> {
                        next().ifPresentOrElse(emitter::emit, emitter::complete);
                        return cycle;
                    })
                    .onItem()
                    .transformToUni(machine -> time.delay(untilTurn(started++)).chain(() -> firstAttempt(machine)))
                    .merge(concurrency)
                    .collect()
                    .last()
                    .replaceWithVoid();
        }

        /**
         * Machines that failed come last. If the others take more than half of the time, one at a time comes between them,
         * so that they are polled even if every cycle reaches its deadline.
         */
        private Optional<MachineRef> next() {
            boolean lastsTurn = othersDone
                    || (time.since(start).multipliedBy(2).compareTo(left) > 0
                            && concurrency > 1
                            && lastInFlight.get() == 0);
            if (lastsTurn && !last.isEmpty()) {
                lastInFlight.incrementAndGet();
                return Optional.of(last.remove());
            }
            return Optional.ofNullable(first.poll());
        }

        /** With {@code citrix.poll.spread}, calls start evenly over four fifths of the time; the rest is for late responses. */
        private Duration untilTurn(int index) {
            return spread
                    ? time.until(start
                            + left.multipliedBy(4)
                                            .dividedBy(5)
                                            .dividedBy(machines.size())
                                            .toNanos()
                                    * index)
                    : Duration.ZERO;
        }

        private Uni<Void> firstAttempt(MachineRef machine) {
            boolean only = failedBefore.contains(machine.label());
            // If all machines can be polled at once, one that hangs delays no other.
            Duration timeout = only || machines.size() <= concurrency ? requestTimeout : firstTimeout.current();
            long begin = time.nanoTime();
            return attempt(machine, new Attempt(deadline, Optional.of(timeout), only))
                    .invoke(() -> observe(machine, timeout, time.since(begin)))
                    .onTermination()
                    .invoke(() -> lastInFlight.addAndGet(only ? -1 : 0));
        }

        private void observe(MachineRef machine, Duration timeout, Duration took) {
            MachinePoll poll = result(machine).poll();
            boolean timedOut = poll.failure()
                    .filter(failure -> failure.sent() && failure.reason() == FailureReason.TIMEOUT)
                    .isPresent();
            if (timedOut) {
                firstTimeout.timedOut(timeout);
            } else if (poll.succeeded()) {
                firstTimeout.responded(took);
            }
            if ((timedOut && timeout.compareTo(requestTimeout) < 0)
                    || (poll.succeeded() && took.compareTo(firstTimeout.current()) > 0)) {
                slow.add(machine.label());
            }
        }

        /** A failed attempt replaces the result of an earlier one only if its request was sent. */
        private Uni<Void> attempt(MachineRef machine, Attempt attempt) {
            return deadline.on(Uni.createFrom().deferred(() -> client.sessions(machine.name(), attempt)))
                    .map(response -> responded(machine, response))
                    .onFailure(CitrixException.class)
                    .recoverWithItem(failure -> failed(machine, failure))
                    .invoke(result -> results.merge(
                            machine, result, (before, now) -> now.poll().attempted() ? now : before))
                    .replaceWithVoid();
        }

        private Result responded(MachineRef machine, MachineSessionsResponse response) {
            MachinePoll poll = response.truncated()
                    ? MachinePoll.truncated(
                            machine,
                            time.now(),
                            response.tally(),
                            CitrixException.truncated().asPollFailure())
                    : MachinePoll.succeeded(machine, time.now(), response.tally());
            return new Result(poll, Optional.empty());
        }

        private Result failed(MachineRef machine, CitrixException failure) {
            return new Result(MachinePoll.failed(machine, time.now(), failure.asPollFailure()), Optional.of(failure));
        }

        /** Rounds of further attempts, each after all attempts of the one before. */
        Uni<Void> retries(List<MachineRef> candidates, int round) {
            List<Retry> retries = candidates.stream()
                    .flatMap(machine -> retry(machine, round).stream())
                    .sorted(Comparator.comparingLong(retry -> retry.at - start))
                    .toList();
            if (retries.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return Multi.createFrom()
                    .iterable(retries)
                    .onItem()
                    .transformToUni(retry -> time.delay(time.until(retry.at))
                            .chain(() -> attempt(retry.machine, new Attempt(deadline, Optional.empty(), true))))
                    .merge(concurrency)
                    .collect()
                    .last()
                    .chain(done -> retries(candidates, round + 1));
        }

        private Optional<Retry> retry(MachineRef machine, int round) {
            Result result = result(machine);
            return result.failure()
                    .filter(failure -> mayRetry(machine, failure, round))
                    .map(failure -> new Retry(machine, retryAt(result.poll(), failure, round)))
                    .filter(retry -> retry.at - deadline.at() < 0);
        }

        private boolean mayRetry(MachineRef machine, CitrixException failure, int round) {
            if (failure.rejected()) {
                return round <= MAX_RETRIES_WHEN_UNAVAILABLE;
            }
            if (!failure.sent()) {
                return false;
            }
            if (failure.reason() == FailureReason.THROTTLED) {
                return round <= MAX_RETRIES_WHEN_THROTTLED;
            }
            if (failedBefore.contains(machine.label()) || round > 1) {
                return false;
            }
            boolean cutShort = failure.reason() == FailureReason.TIMEOUT && slow.contains(machine.label());
            return cutShort || (failure.isTransient() && retriesLeft-- > 0);
        }

        private long retryAt(MachinePoll poll, CitrixException failure, int round) {
            double random = ThreadLocalRandom.current().nextDouble();
            Duration delay = failure.reason() == FailureReason.THROTTLED
                    ? RequestLimiter.BACKOFF.delay(round - 1, random)
                    : Attempt.retryDelay(random);
            return failure.retryAt().orElseGet(() -> poll.at().nanoTime() + delay.toNanos());
        }
    }

    /**
     * The result of an attempt.
     *
     * @param failure what a retry depends on; empty for a list of sessions that was truncated, too
     */
    private record Result(MachinePoll poll, Optional<CitrixException> failure) {}

    private record Retry(MachineRef machine, long at) {}
}
