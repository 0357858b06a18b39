package io.citrixexporter.snapshot;

import io.citrixexporter.inventory.MachineRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * The next snapshot: one machine for each poll, so that a machine which is not polled any more is gone. What was
     * known of a machine is found under its id, whatever its label has become; under its label where no id was known.
     */
    public SiteSnapshot after(SiteState next, List<MachinePoll> polls) {
        boolean counted =
                !next.inventory().lastSuccess().equals(state.inventory().lastSuccess());
        Map<String, MachineSnapshot> byId = new HashMap<>();
        Map<String, MachineSnapshot> byLabel = new HashMap<>();
        for (MachineSnapshot machine : machines) {
            machine.machine()
                    .machine()
                    .ifPresentOrElse(
                            facts -> byId.putIfAbsent(facts.id(), machine),
                            () -> byLabel.putIfAbsent(machine.machine().label(), machine));
        }
        List<MachineSnapshot> polled = polls.stream()
                .map(poll -> known(poll.machine(), byId, byLabel).after(poll, counted))
                .toList();
        return new SiteSnapshot(site, customerId, strategy, next, polled);
    }

    private static MachineSnapshot known(
            MachineRef machine, Map<String, MachineSnapshot> byId, Map<String, MachineSnapshot> byLabel) {
        return machine.machine()
                .map(facts -> byId.get(facts.id()))
                .or(() -> Optional.ofNullable(byLabel.get(machine.label())))
                .orElseGet(() -> MachineSnapshot.unpolled(machine));
    }
}
