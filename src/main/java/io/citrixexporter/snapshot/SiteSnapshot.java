package io.citrixexporter.snapshot;

import io.citrixexporter.citrix.SiteIdentity;
import io.citrixexporter.inventory.MachineRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known of a site after a cycle.
 *
 * @param site its configured name
 * @param customerId its customer
 * @param identity what Citrix calls it, once that is known
 * @param up whether the last cycle reached the API and was let in
 * @param lastCycleEnd when the last cycle ended; {@link Instant#EPOCH} before the first
 * @param machines its machines, in the order of the configuration
 */
public record SiteSnapshot(
        String site,
        String customerId,
        Optional<SiteIdentity> identity,
        boolean up,
        Instant lastCycleEnd,
        List<MachineSnapshot> machines) {
    public SiteSnapshot {
        machines = List.copyOf(machines);
    }

    /** A site of which nothing is known but which machines are to be polled. */
    public static SiteSnapshot unpolled(String site, String customerId, List<MachineRef> machines) {
        return new SiteSnapshot(
                site,
                customerId,
                Optional.empty(),
                false,
                Instant.EPOCH,
                machines.stream().map(MachineSnapshot::unpolled).toList());
    }

    /**
     * The next snapshot: one machine for each poll, so that a machine which is not polled any more is gone. What was
     * known of a machine is found under its label.
     */
    public SiteSnapshot after(Optional<SiteIdentity> found, boolean reached, Instant end, List<MachinePoll> polls) {
        Map<String, MachineSnapshot> known = machines.stream()
                .collect(Collectors.toMap(machine -> machine.machine().label(), Function.identity()));
        List<MachineSnapshot> next = polls.stream()
                .map(poll -> known.getOrDefault(poll.machine().label(), MachineSnapshot.unpolled(poll.machine()))
                        .after(poll))
                .toList();
        return new SiteSnapshot(site, customerId, found.or(() -> identity), reached, end, next);
    }
}
