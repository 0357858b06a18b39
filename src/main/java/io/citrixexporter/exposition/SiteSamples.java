package io.citrixexporter.exposition;

import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.time.Timestamp;
import java.time.Duration;
import java.util.List;

/** Turns the snapshot of one site into samples. */
final class SiteSamples {
    private final SiteSnapshot snapshot;
    private final String site;
    private final SampleSink samples;
    private final SiteLabels labels = new SiteLabels();

    SiteSamples(SiteSnapshot snapshot, SampleSink samples) {
        this.snapshot = snapshot;
        this.site = snapshot.site();
        this.samples = samples;
    }

    /** Adds all of them, the joint family only where the ceiling lets it. */
    void add(Timestamp now, Duration hold, SeriesCeiling ceiling) {
        addState(snapshot.state());
        JointSamples joint = new JointSamples();
        int series = addMachines(now, hold, joint) + joint.count();
        boolean dropped = ceiling.drops(site, series);
        if (!dropped) {
            joint.addTo(samples);
        }
        samples.add(MetricCatalog.SERIES, series, List.of(site));
        samples.add(MetricCatalog.SERIES_DROPPED, dropped ? joint.count() : 0, List.of(site));
        samples.add(MetricCatalog.CUT_LABEL_VALUES, labels.cut(), List.of(site));
    }

    /** The label values of the site; those that have been added so far. */
    SiteLabels labels() {
        return labels;
    }

    private int addMachines(Timestamp now, Duration hold, JointSamples joint) {
        CountingSink counted = new CountingSink(samples);
        for (MachineSnapshot snapshotOfOne : snapshot.machines()) {
            MachineRef ref = snapshotOfOne.machine();
            List<String> machineLabels = labels.shown(List.of(site), ref.label(), ref.deliveryGroup());
            MachineSamples machine = new MachineSamples(snapshotOfOne, machineLabels, counted);
            machine.addPolls();
            machine.addFacts(labels);
            snapshotOfOne.tally(now, hold).ifPresent(tally -> {
                machine.addSessions(tally);
                joint.note(machineLabels, tally);
            });
        }
        return counted.count();
    }

    private void addState(SiteState state) {
        samples.add(MetricCatalog.SITE_UP, state.reached(), List.of(site));
        samples.add(MetricCatalog.LAST_CYCLE, state.lastCycleEnd().instant(), List.of(site));
        samples.add(MetricCatalog.SITE_CONTROLLER_INFO, true, labels.shown(List.of(site), state.controller()));
        state.identity()
                .ifPresent(identity -> samples.add(
                        MetricCatalog.SITE_INFO,
                        true,
                        labels.shown(
                                List.of(site),
                                identity.siteId(),
                                identity.siteName(),
                                snapshot.customerId(),
                                snapshot.strategy())));
        if (state.inventory().on()) {
            samples.add(MetricCatalog.INVENTORY_LAST_SUCCESS, state.inventory().lastSuccess(), List.of(site));
            samples.add(MetricCatalog.UNRESOLVED_MACHINES, state.inventory().unresolved(), List.of(site));
        }
        state.machinesFile().ifPresent(file -> {
            samples.add(MetricCatalog.CONFIG_LAST_RELOAD_SUCCESSFUL, file.good(), List.of(site));
            samples.add(MetricCatalog.CONFIG_LAST_RELOAD_SUCCESS, file.lastSuccess(), List.of(site));
        });
    }
}
