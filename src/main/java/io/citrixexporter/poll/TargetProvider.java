package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.config.ShardSettings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.InventoryStatus;
import io.citrixexporter.targets.ConfiguredMachines;
import io.citrixexporter.targets.Inventory;
import io.citrixexporter.targets.MachineSelector;
import io.citrixexporter.targets.MachinesFileStatus;
import io.citrixexporter.targets.PollTargets;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Knows which machines of a site are polled: reads the inventory when it is due, and selects from it. An inventory that
 * cannot be read leaves the last one.
 *
 * <p>Used by one cycle at a time.
 */
final class TargetProvider {
    private final Optional<Duration> interval;
    private final ConfiguredMachines named;
    private final MachineSelector selection;
    private final CitrixClient client;
    private final TimeSource time;
    private final TargetLog log;
    private Optional<Inventory> inventory = Optional.empty();
    private Timestamp lastSuccess = Timestamp.NEVER;
    private List<String> names;
    private Optional<Inventory> selectedFrom = Optional.empty();
    private PollTargets roster;

    TargetProvider(SiteSettings site, ShardSettings shard, CitrixClient client, TimeSource time) {
        this.interval = site.inventoryInterval();
        this.named = new ConfiguredMachines(site, time);
        this.selection = new MachineSelector(site.discovery(), shard);
        this.client = client;
        this.time = time;
        this.log = new TargetLog(site.name());
        this.names = named.names();
        this.roster = selection.without(names);
    }

    /** The machines as far as they are known. */
    PollTargets roster() {
        return roster;
    }

    /** Whether the inventory has ever been read. */
    boolean inventoryKnown() {
        return inventory.isPresent();
    }

    /** What is known of the inventory. */
    InventoryStatus inventoryStatus() {
        return interval.isPresent()
                ? new InventoryStatus(true, lastSuccess.instant(), roster.unresolved())
                : InventoryStatus.OFF;
    }

    /** How the machines file fared, if there is one. */
    Optional<MachinesFileStatus> fileStatus() {
        return named.fileStatus();
    }

    /**
     * Brings the roster up to date. Never fails. Reads the machines file on the calling thread.
     *
     * @param workers select the machines
     * @return why the inventory could not be read, if it was due and could not
     */
    Uni<Optional<PollFailure>> refresh(Deadline deadline, Executor workers) {
        named.look();
        return readIfDue(deadline, workers).invoke(() -> {
            if (!named.names().equals(names) || !inventory.equals(selectedFrom)) {
                select();
            }
            log.selected(roster, inventory.isPresent());
        });
    }

    /** Only where something has changed: with thousands of machines it takes longer than all else between two polls. */
    private void select() {
        names = named.names();
        selectedFrom = inventory;
        roster = inventory.map(known -> selection.from(known, names)).orElseGet(() -> selection.without(names));
    }

    private Uni<Optional<PollFailure>> readIfDue(Deadline deadline, Executor workers) {
        boolean due = interval.filter(every -> lastSuccess.isNever()
                        || lastSuccess.ageAt(time.nanoTime()).compareTo(every) >= 0)
                .isPresent();
        if (!due) {
            return Uni.createFrom().item(Optional.empty());
        }
        return deadline.on(Uni.createFrom().deferred(() -> client.machines(deadline)))
                .emitOn(workers)
                .map(Inventory::of)
                .invoke(this::succeeded)
                .map(read -> Optional.<PollFailure>empty())
                .onFailure(CitrixException.class)
                .recoverWithItem(failure -> {
                    log.inventoryFailed(failure.asPollFailure(), inventory.isPresent());
                    return Optional.of(failure.asPollFailure());
                });
    }

    private void succeeded(Inventory read) {
        inventory = Optional.of(read);
        lastSuccess = time.now();
        log.inventoryRead(read.machines());
    }
}
