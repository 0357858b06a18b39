package io.citrixexporter.exposition;

import io.citrixexporter.inventory.Machine;
import io.citrixexporter.inventory.RegistrationState;
import io.citrixexporter.session.SessionState;
import io.citrixexporter.session.SessionTally;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SiteState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Turns the snapshot of one site into samples. */
final class SiteSamples {
    private final SiteSnapshot snapshot;
    private final String site;
    private final SampleSink samples;

    SiteSamples(SiteSnapshot snapshot, SampleSink samples) {
        this.snapshot = snapshot;
        this.site = snapshot.site();
        this.samples = samples;
    }

    void add(Instant now, Duration hold) {
        addState(snapshot.state());
        for (MachineSnapshot machine : snapshot.machines()) {
            List<String> labels =
                    List.of(site, machine.machine().label(), machine.machine().deliveryGroup());
            samples.add(MetricCatalog.MACHINE_UP, machine.up(), labels);
            samples.add(MetricCatalog.MACHINE_LAST_SUCCESS, machine.lastSuccess(), labels);
            machine.machine().machine().ifPresent(facts -> addFacts(labels, facts));
            machine.tally(now, hold).ifPresent(tally -> addSessions(labels, machine, tally));
        }
    }

    private void addState(SiteState state) {
        samples.add(MetricCatalog.SITE_UP, state.reached(), List.of(site));
        samples.add(MetricCatalog.LAST_CYCLE, state.lastCycleEnd(), List.of(site));
        samples.add(MetricCatalog.SITE_CONTROLLER_INFO, true, List.of(site, state.controller()));
        state.identity()
                .ifPresent(identity -> samples.add(
                        MetricCatalog.SITE_INFO,
                        true,
                        List.of(
                                site,
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

    private void addFacts(List<String> labels, Machine machine) {
        samples.add(
                MetricCatalog.MACHINE_INFO,
                true,
                with(
                        labels,
                        machine.machineCatalog(),
                        machine.zone(),
                        machine.domain(),
                        machine.dnsName(),
                        machine.osType(),
                        machine.agentVersion(),
                        machine.sessionSupport().text()));
        samples.add(MetricCatalog.MACHINE_REGISTERED, machine.registration() == RegistrationState.REGISTERED, labels);
        machine.maintenance()
                .ifPresent(maintenance -> samples.add(MetricCatalog.MACHINE_MAINTENANCE_MODE, maintenance, labels));
        machine.loadIndex().ifPresent(index -> samples.add(MetricCatalog.MACHINE_LOAD_INDEX, index, labels));
        samples.add(
                MetricCatalog.MACHINE_REGISTRATION_STATE,
                true,
                with(labels, machine.registration().text()));
        samples.add(
                MetricCatalog.MACHINE_POWER_STATE,
                true,
                with(labels, machine.power().text()));
        samples.add(
                MetricCatalog.MACHINE_FAULT_STATE,
                true,
                with(labels, machine.fault().text()));
    }

    private void addSessions(List<String> labels, MachineSnapshot machine, SessionTally tally) {
        for (SessionState state : SessionState.values()) {
            samples.add(MetricCatalog.MACHINE_SESSIONS, tally.inState(state), with(labels, state.text()));
        }
        tally.byKind()
                .forEach((kind, count) -> samples.add(
                        MetricCatalog.SESSIONS,
                        count,
                        with(
                                labels,
                                kind.state().text(),
                                kind.protocol().text(),
                                kind.appState().text())));
        machine.machine()
                .machine()
                .filter(facts -> facts.sessionCount().isPresent())
                .ifPresent(facts -> samples.add(
                        MetricCatalog.MACHINE_SESSION_COUNT_MISMATCH,
                        machine.countCheck().lasting(),
                        labels));
    }

    private static List<String> with(List<String> labels, String... more) {
        String[] all = Arrays.copyOf(labels.toArray(String[]::new), labels.size() + more.length);
        System.arraycopy(more, 0, all, labels.size(), more.length);
        return List.of(all);
    }
}
