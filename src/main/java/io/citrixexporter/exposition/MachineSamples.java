package io.citrixexporter.exposition;

import io.citrixexporter.inventory.Machine;
import io.citrixexporter.inventory.RegistrationState;
import io.citrixexporter.session.SessionState;
import io.citrixexporter.session.SessionTally;
import io.citrixexporter.snapshot.MachineSnapshot;
import java.util.List;
import java.util.Optional;

/** Turns one machine of a snapshot into samples. */
final class MachineSamples {
    private final MachineSnapshot snapshot;
    private final Optional<Machine> facts;
    private final List<String> labels;
    private final SampleSink samples;

    /**
     * For a machine with these labels, of which the values are fit to be shown.
     *
     * @param labels site, machine and delivery group
     */
    MachineSamples(MachineSnapshot snapshot, List<String> labels, SampleSink samples) {
        this.snapshot = snapshot;
        this.facts = snapshot.machine().machine();
        this.labels = labels;
        this.samples = samples;
    }

    void addPolls() {
        samples.add(MetricCatalog.MACHINE_UP, snapshot.up(), labels);
        samples.add(MetricCatalog.MACHINE_LAST_SUCCESS, snapshot.lastSuccess(), labels);
    }

    /** What the inventory says, if it knows the machine. */
    void addFacts(SiteLabels siteLabels) {
        facts.ifPresent(machine -> {
            addInfo(machine, siteLabels);
            addStates(machine);
        });
    }

    private void addInfo(Machine machine, SiteLabels siteLabels) {
        samples.add(
                MetricCatalog.MACHINE_INFO,
                true,
                siteLabels.shown(
                        labels,
                        machine.machineCatalog(),
                        machine.zone(),
                        machine.domain(),
                        machine.dnsName(),
                        machine.osType(),
                        machine.agentVersion(),
                        machine.sessionSupport().text()));
    }

    private void addStates(Machine machine) {
        if (machine.registration() != RegistrationState.UNKNOWN) {
            samples.add(
                    MetricCatalog.MACHINE_REGISTERED, machine.registration() == RegistrationState.REGISTERED, labels);
        }
        machine.maintenance()
                .ifPresent(maintenance -> samples.add(MetricCatalog.MACHINE_MAINTENANCE_MODE, maintenance, labels));
        machine.loadIndex().ifPresent(index -> samples.add(MetricCatalog.MACHINE_LOAD_INDEX, index, labels));
        samples.add(
                MetricCatalog.MACHINE_REGISTRATION_STATE,
                true,
                LabelValues.with(labels, machine.registration().text()));
        samples.add(
                MetricCatalog.MACHINE_POWER_STATE,
                true,
                LabelValues.with(labels, machine.power().text()));
        samples.add(
                MetricCatalog.MACHINE_FAULT_STATE,
                true,
                LabelValues.with(labels, machine.fault().text()));
    }

    /** The sessions by state, and whether they are as many as the inventory counts. */
    void addSessions(SessionTally tally) {
        for (SessionState state : SessionState.values()) {
            samples.add(MetricCatalog.MACHINE_SESSIONS, tally.inState(state), LabelValues.with(labels, state.text()));
        }
        facts.filter(machine -> machine.sessionCount().isPresent())
                .ifPresent(machine -> samples.add(
                        MetricCatalog.MACHINE_SESSION_COUNT_MISMATCH,
                        snapshot.countCheck().lasting(),
                        labels));
    }
}
