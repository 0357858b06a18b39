package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.MachineNames;
import io.citrixexporter.model.SessionTally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The sessions of a site by machine. */
public final class SessionsByMachine {
    private final Map<String, SessionTally> byMachineId;

    private SessionsByMachine(Map<String, SessionTally> byMachineId) {
        this.byMachineId = byMachineId;
    }

    /**
     * Counts the sessions of a complete list. A session without a machine id is ignored. One that is listed twice counts once
     * on each of its machines.
     *
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if no session has a machine id
     */
    public static SessionsByMachine of(List<SiteSession> listed) {
        if (!listed.isEmpty() && listed.stream().map(SiteSession::machineId).allMatch(Objects::isNull)) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE,
                    "no session in the list of the site has a machine; use strategy per-machine");
        }
        Map<String, SessionTally.Counter> counters = new HashMap<>();
        for (SiteSession session : listed) {
            String machineId = session.machineId();
            if (machineId != null) {
                counters.computeIfAbsent(MachineNames.comparable(machineId), any -> new SessionTally.Counter())
                        .add(session.session());
            }
        }
        return new SessionsByMachine(
                counters.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, counter -> counter.getValue()
                        .tally())));
    }

    /** The sessions on a machine of the site. */
    public SessionTally on(String machineId) {
        return byMachineId.getOrDefault(MachineNames.comparable(machineId), SessionTally.NONE);
    }
}
