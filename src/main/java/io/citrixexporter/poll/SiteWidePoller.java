package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.citrix.http.SiteSession;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.MachineNames;
import io.citrixexporter.model.SeenSessions;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.MachineRef;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of all sessions of the site. All machines succeed or fail together, since half of the list would show
 * machines without sessions that have some.
 */
final class SiteWidePoller implements PollStrategy {
    private final CitrixClient client;
    private final TimeSource time;

    SiteWidePoller(CitrixClient client, TimeSource time) {
        this.client = client;
        this.time = time;
    }

    @Override
    public Uni<List<MachinePoll>> poll(List<MachineRef> machines, Deadline deadline) {
        return deadline.on(Uni.createFrom().deferred(() -> client.sessions(deadline)))
                .map(sessions -> groupByMachine(machines, sessions))
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> MachinePoll.allFailed(machines, time.now(), failure.asPollFailure()));
    }

    /** Only the inventory says which ids the machines have. */
    @Override
    public boolean needsInventory() {
        return true;
    }

    /**
     * A session without a machine id is counted as an unrecognized value only. If no session has one, all polls fail.
     */
    private List<MachinePoll> groupByMachine(List<MachineRef> machines, List<SiteSession> sessions) {
        if (!sessions.isEmpty() && sessions.stream().allMatch(listed -> listed.machineId() == null)) {
            return MachinePoll.allFailed(
                    machines, time.now(), CitrixException.withoutMachine().asPollFailure());
        }
        Map<String, SessionTally.Counter> counters = new HashMap<>();
        SeenSessions seen = new SeenSessions();
        for (SiteSession listed : sessions) {
            String machineId = listed.machineId();
            if (machineId != null && seen.isNew(listed.session())) {
                counters.computeIfAbsent(MachineNames.comparable(machineId), any -> new SessionTally.Counter())
                        .add(listed.session());
            }
        }
        Timestamp now = time.now();
        return machines.stream()
                .map(machine -> polled(machine, now, counters.get(idOf(machine))))
                .toList();
    }

    private static MachinePoll polled(MachineRef machine, Timestamp now, SessionTally.@Nullable Counter counter) {
        if (machine.machine().isEmpty()) {
            return MachinePoll.failed(
                    machine, now, CitrixException.notInInventory().asPollFailure());
        }
        SessionTally tally = counter == null ? SessionTally.NONE : counter.tally();
        return MachinePoll.succeeded(machine, now, tally);
    }

    private static String idOf(MachineRef machine) {
        return machine.machine().map(Machine::id).map(MachineNames::comparable).orElse("");
    }
}
