package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.citrix.SiteIdentity;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.snapshot.MachinePoll;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Walks the machines of one site: signs in, then polls all of them with bounded concurrency, each for itself, and is
 * done by the deadline whatever happens.
 */
final class Collector {
    private static final Duration LONGEST_RESERVE = Duration.ofMillis(500);

    private final List<MachineRef> machines;
    private final CitrixClient client;
    private final PollSettings poll;
    private final Clock clock;

    Collector(List<MachineRef> machines, CitrixClient client, PollSettings poll, Clock clock) {
        this.machines = List.copyOf(machines);
        this.client = client;
        this.poll = poll;
        this.clock = clock;
    }

    /** One cycle; it never fails, since all that goes wrong is part of its outcome. */
    Uni<Cycle> run() {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            Instant deadline = start.plus(poll.timeout()).minus(reserve(poll.timeout()));
            return before(deadline, client.signIn())
                    .flatMap(identity -> pollAll(deadline).map(polls -> cycle(start, identity, polls)))
                    .onFailure(CitrixException.class)
                    .recoverWithItem(failure -> notLetIn(start, failure));
        });
    }

    private Uni<List<MachinePoll>> pollAll(Instant deadline) {
        return Multi.createFrom()
                .iterable(machines)
                .onItem()
                .transformToUni(machine -> poll(machine, deadline))
                .merge(poll.concurrency())
                .collect()
                .asMap(MachinePoll::machine)
                .map(polls -> machines.stream().map(polls::get).toList());
    }

    private Uni<MachinePoll> poll(MachineRef machine, Instant deadline) {
        return before(deadline, Uni.createFrom().deferred(() -> client.sessions(machine.name())))
                .map(answer -> MachinePoll.answered(machine, clock.instant(), answer))
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> MachinePoll.failed(machine, clock.instant(), failure));
    }

    private <T> Uni<T> before(Instant deadline, Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            Duration left = Duration.between(clock.instant(), deadline);
            return left.isNegative() || left.isZero()
                    ? Uni.createFrom().failure(CitrixException.deadline())
                    : call.ifNoItem().after(left).failWith(CitrixException::deadline);
        });
    }

    /** A little of the timeout is kept back, so that a cycle cut short has ended when the next one is due. */
    private static Duration reserve(Duration timeout) {
        Duration part = timeout.dividedBy(20);
        return part.compareTo(LONGEST_RESERVE) < 0 ? part : LONGEST_RESERVE;
    }

    private Cycle cycle(Instant start, SiteIdentity identity, List<MachinePoll> polls) {
        return new Cycle(start, clock.instant(), Optional.of(identity), Optional.empty(), polls);
    }

    private Cycle notLetIn(Instant start, CitrixException failure) {
        Instant end = clock.instant();
        List<MachinePoll> polls = machines.stream()
                .map(machine -> MachinePoll.failed(machine, end, failure))
                .toList();
        return new Cycle(start, end, Optional.empty(), Optional.of(failure), polls);
    }
}
