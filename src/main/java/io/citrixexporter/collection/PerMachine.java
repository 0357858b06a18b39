package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.snapshot.MachinePoll;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.List;

/** One call for each machine, a bounded number at a time; each stands for itself. */
final class PerMachine implements PollStrategy {
    private final CitrixClient client;
    private final int concurrency;
    private final Clock clock;

    PerMachine(CitrixClient client, int concurrency, Clock clock) {
        this.client = client;
        this.concurrency = concurrency;
        this.clock = clock;
    }

    @Override
    public Uni<List<MachinePoll>> poll(List<MachineRef> machines, Deadline deadline) {
        return Multi.createFrom()
                .iterable(machines)
                .onItem()
                .transformToUni(machine -> poll(machine, deadline))
                .merge(concurrency)
                .collect()
                .asMap(MachinePoll::machine)
                .map(polls -> machines.stream().map(polls::get).toList());
    }

    @Override
    public boolean needsInventory() {
        return false;
    }

    private Uni<MachinePoll> poll(MachineRef machine, Deadline deadline) {
        return deadline.on(Uni.createFrom().deferred(() -> client.sessions(machine.name())))
                .map(answer -> MachinePoll.answered(machine, clock.instant(), answer))
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> MachinePoll.failed(machine, clock.instant(), failure));
    }
}
