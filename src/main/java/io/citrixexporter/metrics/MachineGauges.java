package io.citrixexporter.metrics;

import io.citrixexporter.model.Machine;
import io.citrixexporter.model.RegistrationState;
import io.citrixexporter.model.SessionState;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.time.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The families that have samples of each machine. */
final class MachineGauges {
    static final List<GaugeFamily<MachineRow>> ALL = List.of(
            new GaugeFamily<>(
                    MetricCatalog.SESSIONS, (row, samples) -> row.tally().ifPresent(tally -> tally.byKind()
                            .forEach((kind, sessions) -> samples.add(
                                    sessions,
                                    kind.state().text(),
                                    kind.protocol().text(),
                                    kind.appState().text())))),
            new GaugeFamily<>(MetricCatalog.MACHINE_SESSIONS, (row, samples) -> row.tally()
                    .ifPresent(tally -> {
                        for (SessionState state : SessionState.values()) {
                            samples.add(tally.inState(state), state.text());
                        }
                    })),
            new GaugeFamily<>(
                    MetricCatalog.MACHINE_UP,
                    (row, samples) -> samples.add(row.snapshot().up())),
            new GaugeFamily<>(
                    MetricCatalog.MACHINE_LAST_SUCCESS,
                    (row, samples) -> samples.add(row.snapshot().lastSuccess())),
            new GaugeFamily<>(MetricCatalog.MACHINE_SESSION_COUNT_MISMATCH, (row, samples) -> row.mismatch()
                    .ifPresent(samples::add)),
            fromInventory(
                    MetricCatalog.MACHINE_INFO,
                    (machine, samples) -> samples.add(
                            true,
                            machine.machineCatalog(),
                            machine.zone(),
                            machine.domain(),
                            machine.dnsName(),
                            machine.osType(),
                            machine.agentVersion(),
                            machine.sessionSupport().text())),
            fromInventory(MetricCatalog.MACHINE_REGISTERED, (machine, samples) -> {
                if (machine.registration() != RegistrationState.UNKNOWN) {
                    samples.add(machine.registration() == RegistrationState.REGISTERED);
                }
            }),
            fromInventory(MetricCatalog.MACHINE_MAINTENANCE_MODE, (machine, samples) -> machine.maintenance()
                    .ifPresent(samples::add)),
            fromInventory(MetricCatalog.MACHINE_LOAD_INDEX, (machine, samples) -> machine.loadIndex()
                    .ifPresent(samples::add)),
            fromInventory(
                    MetricCatalog.MACHINE_REGISTRATION_STATE,
                    (machine, samples) ->
                            samples.add(true, machine.registration().text())),
            fromInventory(
                    MetricCatalog.MACHINE_POWER_STATE,
                    (machine, samples) -> samples.add(true, machine.power().text())),
            fromInventory(
                    MetricCatalog.MACHINE_FAULT_STATE,
                    (machine, samples) -> samples.add(true, machine.fault().text())));

    private MachineGauges() {}

    private static GaugeFamily<MachineRow> fromInventory(
            MetricCatalog metric, BiConsumer<Machine, SampleSink> samples) {
        return new GaugeFamily<>(
                metric, (row, sink) -> row.facts().ifPresent(machine -> samples.accept(machine, sink)));
    }

    /**
     * A machine.
     *
     * @param labels site, machine and delivery group
     * @param tally its sessions, unless they are stale
     */
    record MachineRow(List<String> labels, MachineSnapshot snapshot, Optional<SessionTally> tally)
            implements GaugeFamily.Row {

        static MachineRow of(String site, MachineSnapshot snapshot, Timestamp now, Duration hold) {
            return new MachineRow(
                    List.of(
                            site,
                            LabelText.of(snapshot.target().label()),
                            LabelText.of(snapshot.target().deliveryGroup())),
                    snapshot,
                    snapshot.tally(now, hold));
        }

        Optional<Machine> facts() {
            return snapshot.target().machine();
        }

        /** Sessions that the inventory counts beyond those listed, where both are known. */
        Optional<Integer> mismatch() {
            return tally.flatMap(known -> facts())
                    .filter(machine -> machine.sessionCount().isPresent())
                    .map(machine -> snapshot.countCheck().lasting());
        }
    }
}
