package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.SessionsByMachine;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Reads the list of all sessions of the site. All machines succeed or fail together, since half of the list would show
 * machines without sessions that have some.
 */
final class SiteWidePoller implements PollStrategy {
    private static final PollFailure NOT_IN_INVENTORY =
            new PollFailure(FailureReason.NOT_FOUND, "not found in the inventory", false);

    private final CitrixClient client;
    private final TimeSource time;

    SiteWidePoller(CitrixClient client, TimeSource time) {
        this.client = client;
        this.time = time;
    }

    @Override
    public Uni<List<MachinePoll>> poll(List<PollTarget> targets, Deadline deadline) {
        return client.siteSessions(deadline)
                .map(sessions -> polls(targets, sessions))
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> MachinePoll.allFailed(targets, time.now(), failure.asPollFailure()));
    }

    /** Only the inventory says which ids the machines have. */
    @Override
    public boolean needsInventory() {
        return true;
    }

    private List<MachinePoll> polls(List<PollTarget> targets, SessionsByMachine sessions) {
        Timestamp now = time.now();
        return targets.stream()
                .map(target -> target.machine()
                        .map(machine -> MachinePoll.succeeded(target, now, sessions.on(machine.id())))
                        .orElseGet(() -> MachinePoll.failed(target, now, NOT_IN_INVENTORY)))
                .toList();
    }
}
