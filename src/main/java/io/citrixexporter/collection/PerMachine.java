package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.citrix.Deadline;
import io.citrixexporter.citrix.Reason;
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.snapshot.MachinePoll;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** One call for each machine, a bounded number at a time; each stands for itself. Used by one cycle at a time. */
final class PerMachine implements PollStrategy {
    private final CitrixClient client;
    private final int concurrency;
    private final boolean spread;
    private final Clock clock;
    private int first;

    /**
     * A walk.
     *
     * @param concurrency most calls at a time
     * @param spread whether the calls begin evenly apart over the first four fifths of the time to the deadline; what
     *     is left is for the last answers
     */
    PerMachine(CitrixClient client, int concurrency, boolean spread, Clock clock) {
        this.client = client;
        this.concurrency = concurrency;
        this.spread = spread;
        this.clock = clock;
    }

    @Override
    public Uni<List<MachinePoll>> poll(List<MachineRef> machines, Deadline deadline) {
        Instant start = clock.instant();
        Duration gap = spread && !machines.isEmpty()
                ? deadline.left().multipliedBy(4).dividedBy(5).dividedBy(machines.size())
                : Duration.ZERO;
        return Multi.createFrom()
                .items(IntStream.range(0, machines.size()).boxed())
                .onItem()
                .transformToUni(i -> notBefore(start.plus(gap.multipliedBy(i)))
                        .chain(() -> poll(machines.get((i + first) % machines.size()), deadline)))
                .merge(concurrency)
                .collect()
                .asMap(MachinePoll::machine)
                .map(polls -> machines.stream().map(polls::get).toList())
                .invoke(polls -> first = polls.isEmpty() ? 0 : (first + asked(polls)) % polls.size());
    }

    /** How many machines had their turn. Where time is too short for all, the next walk begins with the others. */
    private static int asked(List<MachinePoll> polls) {
        return (int) polls.stream()
                .filter(poll -> poll.failure()
                        .filter(failure -> failure.reason() == Reason.TIMEOUT || failure.reason() == Reason.THROTTLED)
                        .isEmpty())
                .count();
    }

    @Override
    public boolean needsInventory() {
        return false;
    }

    private Uni<Void> notBefore(Instant moment) {
        Duration wait = Duration.between(clock.instant(), moment);
        return wait.compareTo(Deadline.SHORTEST_TIMER) < 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().voidItem().onItem().delayIt().by(wait);
    }

    private Uni<MachinePoll> poll(MachineRef machine, Deadline deadline) {
        return deadline.on(Uni.createFrom().deferred(() -> client.sessions(machine.name(), deadline)))
                .map(answer -> MachinePoll.answered(machine, clock.instant(), answer))
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> MachinePoll.failed(machine, clock.instant(), failure));
    }
}
