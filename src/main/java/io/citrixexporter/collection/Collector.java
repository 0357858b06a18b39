package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.citrix.Deadline;
import io.citrixexporter.citrix.SiteIdentity;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteState;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Walks the machines of one site: signs in, finds out which machines there are, then polls them, and is done by the
 * deadline whatever happens.
 */
final class Collector {
    // Never needed, unless there is a mistake in this program: the cycles after it shall take place in any case.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CitrixClient client;
    private final RosterKeeper machines;
    private final PollStrategy strategy;
    private final Duration timeout;
    private final Clock clock;

    Collector(CitrixClient client, RosterKeeper machines, PollStrategy strategy, Duration timeout, Clock clock) {
        this.client = client;
        this.machines = machines;
        this.strategy = strategy;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** What is known before the first cycle. */
    SiteState unpolled() {
        return SiteState.unpolled(client.controller(), machines.inventoryStatus(), machines.fileStatus());
    }

    RosterKeeper machines() {
        return machines;
    }

    /** One cycle; all that goes wrong is part of its outcome, but for mistakes of this program. */
    Uni<Cycle> run() {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            Deadline deadline = Deadline.after(timeout, clock);
            return deadline.on(Uni.createFrom().deferred(() -> client.signIn(deadline)))
                    .flatMap(identity -> walk(start, deadline, identity))
                    .onFailure(CitrixException.class)
                    .recoverWithItem(failure -> notLetIn(start, failure))
                    .ifNoItem()
                    .after(timeout.plus(PATIENCE))
                    .failWith(() -> new IllegalStateException("the cycle did not end by its deadline"));
        });
    }

    private Uni<Cycle> walk(Instant start, Deadline deadline, SiteIdentity identity) {
        return machines.refresh(deadline).flatMap(inventoryFailure -> poll(inventoryFailure, deadline)
                .map(polls -> cycle(start, Optional.of(identity), Optional.empty(), inventoryFailure, polls)));
    }

    private Uni<List<MachinePoll>> poll(Optional<CitrixException> inventoryFailure, Deadline deadline) {
        return inventoryFailure
                .filter(failure -> strategy.needsInventory() && !machines.inventoryKnown())
                .map(failure -> Uni.createFrom().item(failed(failure)))
                .orElseGet(() -> strategy.poll(machines.roster().machines(), deadline));
    }

    private List<MachinePoll> failed(CitrixException failure) {
        return MachinePoll.allFailed(machines.roster().machines(), clock.instant(), failure);
    }

    private Cycle notLetIn(Instant start, CitrixException failure) {
        return cycle(start, Optional.empty(), Optional.of(failure), Optional.empty(), failed(failure));
    }

    private Cycle cycle(
            Instant start,
            Optional<SiteIdentity> identity,
            Optional<CitrixException> signInFailure,
            Optional<CitrixException> inventoryFailure,
            List<MachinePoll> polls) {
        return new Cycle(
                start,
                clock.instant(),
                identity,
                client.controller(),
                signInFailure,
                inventoryFailure,
                machines.inventoryStatus(),
                machines.fileStatus(),
                polls);
    }
}
