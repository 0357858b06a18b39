package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
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

/**
 * Runs the cycles of one site: signs in, finds out which machines there are, and polls them. A cycle ends by its deadline in any
 * case.
 *
 * <p>Whatever reads files or takes time in proportion to the number of machines runs on the workers.
 */
final class CycleRunner {
    /** Ends a cycle that does not end because of a bug, so that the next cycles start. */
    private static final Duration MAX_OVERRUN = Duration.ofSeconds(10);

    private final ExporterConfig.Site site;
    private final CitrixClient client;
    private final TargetProvider targets;
    private final PollStrategy strategy;
    private final Duration timeout;
    private final Executor workers;
    private final TimeSource time;

    /**
     * A runner.
     *
     * @param timeout of a cycle
     * @param workers runs what may block
     */
    CycleRunner(
            ExporterConfig.Site site,
            CitrixClient client,
            TargetProvider targets,
            PollStrategy strategy,
            Duration timeout,
            Executor workers,
            TimeSource time) {
        this.site = site;
        this.client = client;
        this.targets = targets;
        this.strategy = strategy;
        this.timeout = timeout;
        this.workers = workers;
        this.time = time;
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
    Uni<CycleResult> run() {
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
}
