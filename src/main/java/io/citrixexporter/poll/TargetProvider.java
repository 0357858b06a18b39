package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.InventoryStatus;
import io.citrixexporter.targets.ConfiguredMachines;
import io.citrixexporter.targets.Inventory;
import io.citrixexporter.targets.MachineSelector;
import io.citrixexporter.targets.MachinesFileStatus;
import io.citrixexporter.targets.PollTargets;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Provides the poll targets of a site: reloads the machines file, reads the inventory when it is due, and selects. If the
 * inventory cannot be read, the previous one is used.
 *
 * <p>Used by one cycle at a time.
 */
final class TargetProvider {
    private final Optional<Duration> interval;
    private final ConfiguredMachines configured;
    private final MachineSelector selector;
    private final CitrixClient client;
    private final TimeSource time;
    private final TargetLog log;
    private Optional<Inventory> inventory = Optional.empty();
    private Timestamp lastSuccess = Timestamp.NEVER;
    private List<String> names;
    private Optional<Inventory> selectedFrom = Optional.empty();
    private PollTargets targets;

    TargetProvider(ExporterConfig.Site site, ExporterConfig.Shard shard, CitrixClient client, TimeSource time) {
        this.interval = site.inventory().interval();
        this.configured = new ConfiguredMachines(site, time);
        this.selector = new MachineSelector(site.discovery(), shard);
        this.client = client;
        this.time = time;
        this.log = new TargetLog(site.name());
        this.names = configured.names();
        this.targets = selector.selectByName(names);
    }

    PollTargets targets() {
        return targets;
    }

    boolean inventoryKnown() {
        return inventory.isPresent();
    }

    Optional<InventoryStatus> inventoryStatus() {
        return interval.map(every -> new InventoryStatus(lastSuccess.instant(), targets.unresolved()));
    }

    Optional<MachinesFileStatus> fileStatus() {
        return configured.fileStatus();
    }

    /**
     * Updates the targets. Never fails. Reads the machines file on the calling thread.
     *
     * @param workers select the machines
     * @return why the inventory could not be read, if it was due
     */
    Uni<Optional<PollFailure>> refresh(Deadline deadline, Executor workers) {
        configured.reload();
        return readIfDue(deadline, workers).invoke(() -> {
            if (!configured.names().equals(names) || !inventory.equals(selectedFrom)) {
                select();
            }
            log.selected(targets, inventory.isPresent());
        });
    }

    /** Only after a change: with thousands of machines it takes longer than everything else between two polls. */
    private void select() {
        names = configured.names();
        selectedFrom = inventory;
        targets = inventory.map(known -> selector.select(known, names)).orElseGet(() -> selector.selectByName(names));
    }

    private Uni<Optional<PollFailure>> readIfDue(Deadline deadline, Executor workers) {
        boolean due = interval.filter(every -> lastSuccess.isNever()
                        || lastSuccess.ageAt(time.nanoTime()).compareTo(every) >= 0)
                .isPresent();
        if (!due) {
            return Uni.createFrom().item(Optional.empty());
        }
        return client.machines(deadline)
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
