package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import io.citrixexporter.config.DemoSettings.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A site with ten-minute days that started at {@link #START}, and questions to it. */
record DemoSites(Fleet fleet, SiteModel model) {
    static final Instant START = Instant.parse("2026-03-02T07:40:00Z");
    static final int MACHINES = 40;
    static final int SESSIONS_PER_MACHINE = 12;

    static DemoSettings settings(Scenario scenario, long seed) {
        return new DemoSettings(
                true, 0, MACHINES, SESSIONS_PER_MACHINE, Duration.ZERO, Duration.ofMinutes(10), scenario, seed);
    }

    static DemoSites of(Scenario scenario) {
        return of(settings(scenario, 1));
    }

    static DemoSites of(DemoSettings settings) {
        return new DemoSites(new Fleet(settings), new SiteModel(settings, START));
    }

    /** The real time at which it is a minute of day 0. */
    static Instant at(int hour, int minute) {
        return DemoDay.startingAt(START, Duration.ofMinutes(10)).instant(0, hour * 60 + minute);
    }

    List<DemoSession> sessions(Instant time) {
        return fleet.machines().stream()
                .flatMap(machine -> model.sessions(machine, time).stream())
                .toList();
    }

    long count(Instant time, Predicate<DemoSession> which) {
        return sessions(time).stream().filter(which).count();
    }

    long count(Instant time) {
        return sessions(time).size();
    }

    List<DemoMachine> of(MachineRole role) {
        return fleet.machines().stream()
                .filter(machine -> machine.role() == role)
                .toList();
    }

    static Predicate<DemoSession> in(DeliveryGroup group) {
        return session -> session.seat().machine().group() == group;
    }

    static Predicate<DemoSession> state(String state) {
        return session -> session.phase().state().equals(state);
    }
}
