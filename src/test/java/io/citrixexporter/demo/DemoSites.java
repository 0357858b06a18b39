package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Scenario;
import io.citrixexporter.config.TestConfigs.TestDemo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A site with ten-minute days that started at {@link #START}, and queries of it. */
record DemoSites(DemoMachines machines, DemoModel model) {
    static final Instant START = Instant.parse("2026-03-02T07:40:00Z");
    static final int MACHINES = 40;
    static final int SESSIONS_PER_MACHINE = 12;

    static ExporterConfig.Demo settings(Scenario scenario, long seed) {
        return new TestDemo(
                true, 0, MACHINES, SESSIONS_PER_MACHINE, Duration.ZERO, Duration.ofMinutes(10), scenario, seed);
    }

    static DemoSites of(Scenario scenario) {
        return of(settings(scenario, 1));
    }

    static DemoSites of(ExporterConfig.Demo settings) {
        return new DemoSites(new DemoMachines(settings), new DemoModel(settings, START));
    }

    /** The simulated time of a minute of day 0. */
    static double at(int hour, int minute) {
        return DemoClock.time(0, hour * 60 + minute);
    }

    List<DemoSession> sessions(double time) {
        return machines.all().stream()
                .flatMap(machine -> model.sessions(machine, time).stream())
                .toList();
    }

    long count(double time, Predicate<DemoSession> which) {
        return sessions(time).stream().filter(which).count();
    }

    long count(double time) {
        return sessions(time).size();
    }

    List<DemoMachine> of(MachineRole role) {
        return machines.all().stream().filter(machine -> machine.role() == role).toList();
    }

    static Predicate<DemoSession> in(DeliveryGroup group) {
        return session -> session.slot().machine().group() == group;
    }

    long countDisconnected(double time) {
        return count(time, session -> session.state(time).value().equals("Disconnected"));
    }

    /** Sessions in which no application runs any more. */
    long countLingering(double time) {
        return count(time, session -> Set.of("Lingering", "NoApps")
                .contains(session.appState(time).value()));
    }
}
