package io.citrixexporter.snapshot;

import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.targets.MachinesFileStatus;
import io.citrixexporter.time.Timestamp;
import java.util.Optional;

/**
 * The state of a site as a whole after a cycle.
 *
 * @param identity its id and name at Citrix; empty until the first login
 * @param controller the controller in use
 * @param lastCycleEnd when the last cycle ended; {@link Timestamp#NEVER} before the first
 * @param inventory its inventory, if it is read
 * @param machinesFile its machines file, if it has one
 * @param failure why the last cycle did not reach the site
 */
public record SiteState(
        Optional<SiteIdentity> identity,
        String controller,
        Timestamp lastCycleEnd,
        Optional<InventoryStatus> inventory,
        Optional<MachinesFileStatus> machinesFile,
        Optional<PollFailure> failure) {

    /** Before the first cycle. */
    public static SiteState unpolled(
            String controller, Optional<InventoryStatus> inventory, Optional<MachinesFileStatus> machinesFile) {
        return new SiteState(Optional.empty(), controller, Timestamp.NEVER, inventory, machinesFile, Optional.empty());
    }

    /** Whether a cycle has ended. */
    public boolean polled() {
        return !lastCycleEnd.isNever();
    }

    /** Whether the last cycle signed in and got a response of the API. */
    public boolean reached() {
        return polled() && failure.isEmpty();
    }
}
