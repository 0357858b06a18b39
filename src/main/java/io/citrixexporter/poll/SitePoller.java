package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.targets.MachineRef;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Polls one site: signs in, finds out which machines there are, polls them, and publishes the result. A cycle ends by its
 * deadline in any case.
 *
 * <p>Whatever reads files or takes time in proportion to the number of machines runs on the workers.
 */
final class SitePoller {
    private static final Logger LOG = Logger.getLogger(SitePoller.class);

    /** Ends a cycle that does not end because of a bug, so that the next cycles start. */
    private static final Duration MAX_OVERRUN = Duration.ofSeconds(10);

    /** From this share of failed calls on, in per cent, it is the controller that fails and not the machines. */
    private static final int FAILING_CONTROLLER_PERCENT = 90;

    private final SiteSettings site;
    private final CitrixClient client;
    private final TargetProvider machines;
    private final PollStrategy strategy;
    private final Duration timeout;
    private final SnapshotHolder holder;
    private final CycleObserver observer;
    private final Executor workers;
    private final TimeSource time;
    private final CycleLog log;
    private final BroadcastProcessor<Void> stopped = BroadcastProcessor.create();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopping;

    /**
     * A poller.
     *
     * @param timeout of a cycle
     * @param workers runs what may block
     */
    SitePoller(
            SiteSettings site,
            CitrixClient client,
            TargetProvider machines,
            PollStrategy strategy,
            Duration timeout,
            SnapshotHolder holder,
            CycleObserver observer,
            Executor workers,
            TimeSource time) {
        this.site = site;
        this.client = client;
        this.machines = machines;
        this.strategy = strategy;
        this.timeout = timeout;
        this.holder = holder;
        this.observer = observer;
        this.workers = workers;
        this.time = time;
        this.log = new CycleLog(site.name());
    }

    String site() {
        return site.name();
    }

    /** Publishes the machines of the site before anything is known of them. */
    void publishUnpolled() {
        observer.watching(site());
        holder.publish(unpolled());
    }

    private SiteSnapshot unpolled() {
        return SiteSnapshot.unpolled(
                site(),
                site.customerId(),
                site.strategy().text(),
                SiteState.unpolled(client.controller(), machines.inventoryStatus(), machines.fileStatus()),
                machines.targets().machines());
    }

    /** One cycle, published; never fails. Ends at once when the poller is stopped. */
    Uni<Void> poll() {
        Uni<Void> cycle = run().invoke(this::publish)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "%s: a cycle ended with an internal error", site()))
                .onFailure()
                .recoverWithNull();
        return Uni.createFrom().deferred(() -> {
            if (stopping) {
                return Uni.createFrom().voidItem();
            }
            // The scheduler skips, too, but not after a job was rescheduled while its cycle was running.
            if (!running.compareAndSet(false, true)) {
                skipped();
                return Uni.createFrom().voidItem();
            }
            return Uni.combine()
                    .any()
                    .of(Uni.createFrom().multi(stopped), cycle)
                    .onTermination()
                    .invoke(() -> running.set(false));
        });
    }

    /** A cycle was due while the last one still ran. */
    void skipped() {
        observer.skipped(site());
        log.skipped();
    }

    /** Cancels the cycle that runs, and those to come. */
    void stop() {
        stopping = true;
        stopped.onComplete();
    }

    /** One cycle; all that goes wrong is part of the result, except for bugs of this program. */
    Uni<PollCycle> run() {
        return Uni.createFrom()
                .deferred(() -> {
                    Timestamp start = time.now();
                    Deadline deadline = Deadline.after(timeout, time);
                    return deadline.on(Uni.createFrom().deferred(() -> client.signIn(deadline, anyMachine())))
                            .emitOn(workers)
                            .flatMap(identity -> poll(start, deadline, identity))
                            .emitOn(workers)
                            .onFailure(CitrixException.class)
                            .recoverWithItem(failure -> loginFailed(start, failure.asPollFailure()));
                })
                .runSubscriptionOn(workers)
                .ifNoItem()
                .after(timeout.plus(MAX_OVERRUN))
                .failWith(() -> new IllegalStateException("the cycle did not end by its deadline"));
    }

    private Optional<String> anyMachine() {
        List<MachineRef> all = machines.targets().machines();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        all.get(ThreadLocalRandom.current().nextInt(all.size())).name());
    }

    private Uni<PollCycle> poll(Timestamp start, Deadline deadline, SiteIdentity identity) {
        return machines.refresh(deadline, workers).flatMap(inventoryFailure -> poll(inventoryFailure, deadline)
                .emitOn(workers)
                .invoke(polls -> client.cycleEnded(commonFailure(polls, inventoryFailure)))
                .map(polls -> cycle(start, Optional.of(identity), Optional.empty(), inventoryFailure, polls)));
    }

    private Uni<List<MachinePoll>> poll(Optional<PollFailure> inventoryFailure, Deadline deadline) {
        return inventoryFailure
                .filter(failure -> strategy.needsInventory() && !machines.inventoryKnown())
                .map(failure -> Uni.createFrom().item(failed(failure)))
                .orElseGet(() -> strategy.poll(machines.targets().machines(), deadline));
    }

    /**
     * The failure of a machine, if nearly all requests that were sent failed in a way that is not that of single machines; without
     * machines, that of the inventory if it is forbidden or unknown.
     */
    private static Optional<PollFailure> commonFailure(
            List<MachinePoll> polls, Optional<PollFailure> inventoryFailure) {
        if (polls.isEmpty()) {
            return inventoryFailure.filter(failure -> isRefused(failure) || isUnknown(failure));
        }
        return nearlyAll(polls, failure -> failure.reason().unavailable())
                .or(() -> nearlyAll(polls, SitePoller::isRefused))
                .or(() -> nearlyAll(polls, SitePoller::isUnknown));
    }

    private static Optional<PollFailure> nearlyAll(List<MachinePoll> polls, Predicate<PollFailure> kind) {
        List<MachinePoll> sent = polls.stream().filter(MachinePoll::attempted).toList();
        List<PollFailure> failures = sent.stream()
                .flatMap(poll -> poll.failure().stream())
                .filter(kind)
                .toList();
        boolean failing = failures.size() * 100L >= sent.size() * (long) FAILING_CONTROLLER_PERCENT;
        return failing ? failures.stream().findFirst() : Optional.empty();
    }

    private static boolean isRefused(PollFailure failure) {
        return failure.reason() == FailureReason.FORBIDDEN;
    }

    private static boolean isUnknown(PollFailure failure) {
        return failure.reason() == FailureReason.NOT_FOUND;
    }

    private List<MachinePoll> failed(PollFailure failure) {
        return MachinePoll.allFailed(machines.targets().machines(), time.now(), failure);
    }

    private PollCycle loginFailed(Timestamp start, PollFailure failure) {
        if (failure.sent() && isRefused(failure)) {
            client.cycleEnded(Optional.of(failure));
        }
        return cycle(start, Optional.empty(), Optional.of(failure), Optional.empty(), failed(failure));
    }

    private PollCycle cycle(
            Timestamp start,
            Optional<SiteIdentity> identity,
            Optional<PollFailure> signInFailure,
            Optional<PollFailure> inventoryFailure,
            List<MachinePoll> polls) {
        return new PollCycle(
                start,
                time.now(),
                identity,
                client.controller(),
                signInFailure,
                inventoryFailure,
                machines.inventoryStatus(),
                machines.fileStatus(),
                polls);
    }

    private void publish(PollCycle ended) {
        SiteSnapshot before = holder.sites().getOrDefault(site(), unpolled());
        holder.publish(before.after(ended.stateAfter(before.state()), ended.polls()));
        observer.ended(site(), ended);
        log.ended(ended);
    }
}
