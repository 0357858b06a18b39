package io.citrixexporter.snapshot;

import io.citrixexporter.targets.MachineRef;
import java.util.List;

/**
 * What is known of a site and its machines after a cycle.
 *
 * @param site its configured name
 * @param customerId its customer
 * @param strategy how its sessions are read
 * @param state what is known of it as a whole
 * @param machines its machines, in the order in which they were selected
 */
public record SiteSnapshot(
        String site, String customerId, String strategy, SiteState state, List<MachineSnapshot> machines) {
    public SiteSnapshot {
        machines = List.copyOf(machines);
    }

    /** A site of which nothing is known but which machines are to be polled. */
    public static SiteSnapshot unpolled(
            String site, String customerId, String strategy, SiteState state, List<MachineRef> machines) {
        return new SiteSnapshot(
                site,
                customerId,
                strategy,
                state,
                machines.stream().map(MachineSnapshot::unpolled).toList());
    }

    /**
     * The next snapshot: one machine for each poll, so that a machine which is not polled any more is gone, and what was
     * known of each before.
     */
    public SiteSnapshot after(SiteState next, List<MachinePoll> polls) {
        boolean counted =
                !next.inventory().lastSuccess().equals(state.inventory().lastSuccess());
        PreviousSnapshot past = new PreviousSnapshot(machines, polls);
        List<MachineSnapshot> polled = polls.stream()
                .map(poll -> past.of(poll.machine()).after(poll, counted))
                .toList();
        return new SiteSnapshot(site, customerId, strategy, next, polled);
    }
}
