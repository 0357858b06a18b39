package io.citrixexporter.snapshot;

import io.citrixexporter.targets.PollTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A site and its machines after a cycle. Immutable.
 *
 * @param site its configured name
 * @param customerId its customer
 * @param strategy the polling strategy
 * @param state the state of the site as a whole
 * @param detailsSeen whether a session had details, so that a machine without sessions has known zeros
 * @param machines its machines in the order of the poll targets
 */
public record SiteSnapshot(
        String site,
        String customerId,
        String strategy,
        SiteState state,
        boolean detailsSeen,
        List<MachineSnapshot> machines) {
    public SiteSnapshot {
        machines = List.copyOf(machines);
    }

    /** A site before its first cycle. */
    public static SiteSnapshot unpolled(
            String site, String customerId, String strategy, SiteState state, List<PollTarget> targets) {
        return new SiteSnapshot(
                site,
                customerId,
                strategy,
                state,
                false,
                targets.stream().map(MachineSnapshot::unpolled).toList());
    }

    /**
     * The next snapshot: one machine for each poll, with its previous values where the poll failed. A machine that is no
     * longer polled is gone.
     */
    public SiteSnapshot next(SiteState nextState, List<MachinePoll> polls) {
        boolean counted = !readAt(nextState).equals(readAt(state));
        PreviousSnapshot previous = new PreviousSnapshot(machines, polls);
        List<MachineSnapshot> polled = polls.stream()
                .map(poll -> previous.of(poll.target()).next(poll, counted))
                .toList();
        boolean details = detailsSeen
                || polls.stream()
                        .flatMap(poll -> poll.tally().stream())
                        .anyMatch(tally -> !tally.details().byType().isEmpty());
        return new SiteSnapshot(site, customerId, strategy, nextState, details, polled);
    }

    private static Optional<Instant> readAt(SiteState state) {
        return state.inventory().map(InventoryStatus::lastSuccess);
    }
}
