package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Polls one site. A cycle logs in, determines the poll targets, polls them, and publishes the next snapshot. It ends by its
 * deadline in any case.
 *
 * <p>Whatever reads files or takes time in proportion to the number of machines runs on the workers.
 */
final class SitePoller {
    private static final Logger LOG = Logger.getLogger(SitePoller.class);

    /** Ends a cycle that does not end because of a bug, so that the next cycles start. */
    private static final Duration MAX_OVERRUN = Duration.ofSeconds(10);

    private final ExporterConfig.Site site;
    private final CitrixClient client;
    private final TargetProvider targets;
    private final PollStrategy strategy;
    private final Duration timeout;
    private final Executor workers;
    private final TimeSource time;
    private final SnapshotHolder holder;
    private final CycleListener listener;
    private final CycleLog log;
    private final CycleGuard guard = new CycleGuard();

    /**
     * @param timeout of a cycle
     * @param workers run what may block
     */
    SitePoller(
            ExporterConfig.Site site,
            CitrixClient client,
            TargetProvider targets,
            PollStrategy strategy,
            Duration timeout,
            Executor workers,
            TimeSource time,
            SnapshotHolder holder,
            CycleListener listener) {
        this.site = site;
        this.client = client;
        this.targets = targets;
        this.strategy = strategy;
        this.timeout = timeout;
        this.workers = workers;
        this.time = time;
        this.holder = holder;
        this.listener = listener;
        this.log = new CycleLog(site.name());
    }

    String site() {
        return site.name();
    }

    /** Publishes the machines of the site before anything is known of them. */
    void publishUnpolled() {
        listener.siteAdded(site.name());
        holder.publish(unpolled());
    }

    /** One cycle, published; skipped while the last one still runs. Never fails. Ends at once when the poller is stopped. */
    Uni<Void> poll() {
        Uni<Void> cycle = cycle().invoke(this::publish)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "%s: a cycle ended with an internal error", site.name()))
                .onFailure()
                .recoverWithNull();
        return guard.run(cycle, this::skipped);
    }

    void stop() {
        guard.stop();
    }

    /** The site before its first cycle. */
    SiteSnapshot unpolled() {
        return SiteSnapshot.unpolled(
                site.name(),
                site.customerId(),
                site.strategy().text(),
                SiteState.unpolled(client.controller(), targets.inventoryStatus(), targets.fileStatus()),
                machines());
    }

    /** One cycle; all that goes wrong is part of the result, except for bugs of this program. */
    Uni<CycleResult> cycle() {
        return Uni.createFrom()
                .deferred(() -> {
                    Timestamp start = time.now();
                    Deadline deadline = Deadline.after(timeout, time);
                    return client.startCycle(deadline, anyMachine())
                            .emitOn(workers)
                            .flatMap(identity -> signedIn(start, deadline, identity))
                            .emitOn(workers)
                            .onFailure(CitrixException.class)
                            .recoverWithItem(failure -> signInFailed(start, failure.asPollFailure()));
                })
                .runSubscriptionOn(workers)
                .ifNoItem()
                .after(timeout.plus(MAX_OVERRUN))
                .failWith(() -> new IllegalStateException("the cycle did not end by its deadline"));
    }

    private List<PollTarget> machines() {
        return targets.targets().machines();
    }

    private Optional<String> anyMachine() {
        List<PollTarget> all = machines();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        all.get(ThreadLocalRandom.current().nextInt(all.size())).name());
    }

    private Uni<CycleResult> signedIn(Timestamp start, Deadline deadline, SiteIdentity identity) {
        return targets.refresh(deadline, workers).flatMap(inventoryFailure -> pollMachines(inventoryFailure, deadline)
                .emitOn(workers)
                .invoke(polls -> client.cycleEnded(CommonFailure.of(polls, inventoryFailure)))
                .map(polls -> result(start, Optional.of(identity), Optional.empty(), inventoryFailure, polls)));
    }

    private Uni<List<MachinePoll>> pollMachines(Optional<PollFailure> inventoryFailure, Deadline deadline) {
        return inventoryFailure
                .filter(failure -> strategy.needsInventory() && !targets.inventoryKnown())
                .map(failure -> Uni.createFrom().item(allFailed(failure)))
                .orElseGet(() -> strategy.poll(machines(), deadline));
    }

    private List<MachinePoll> allFailed(PollFailure failure) {
        return MachinePoll.allFailed(machines(), time.now(), failure);
    }

    private CycleResult signInFailed(Timestamp start, PollFailure failure) {
        if (failure.sent() && CommonFailure.isForbidden(failure)) {
            // The API rejects the token: after some such cycles the client fetches a new one, in case roles have
            // changed.
            client.cycleEnded(Optional.of(failure));
        }
        return result(start, Optional.empty(), Optional.of(failure), Optional.empty(), allFailed(failure));
    }

    private CycleResult result(
            Timestamp start,
            Optional<SiteIdentity> identity,
            Optional<PollFailure> signInFailure,
            Optional<PollFailure> inventoryFailure,
            List<MachinePoll> polls) {
        return new CycleResult(
                start,
                time.now(),
                identity,
                client.controller(),
                signInFailure,
                inventoryFailure,
                targets.inventoryStatus(),
                targets.fileStatus(),
                polls);
    }

    private void publish(CycleResult result) {
        SiteSnapshot before = holder.sites().get(site.name());
        if (before == null) {
            before = unpolled();
        }
        SiteSnapshot now = before.next(result.stateAfter(before.state()), result.polls());
        holder.publish(now);
        listener.cycleEnded(result, now);
        log.ended(result);
    }

    private void skipped() {
        listener.cycleSkipped(site.name());
        log.skipped();
    }
}
