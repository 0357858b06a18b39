package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig.Demo;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sessions and the machine states of the site: a function of the settings and the time, without memory. Reading a
 * machine costs the same on a site of any size.
 */
final class DemoModel {
    private static final double CAPACITY = 1.25;
    private static final int FAILURE_SECONDS = 15;

    private final Demo settings;
    private final DemoClock clock;
    private final SessionGenerator generator;

    DemoModel(Demo settings, Instant start) {
        this.settings = settings;
        clock = DemoClock.startingAt(start, settings.day());
        generator = new SessionGenerator(settings);
    }

    DemoClock clock() {
        return clock;
    }

    ApiFault fault(Instant now) {
        return ApiFault.at(clock.time(now), settings.scenario());
    }

    /** Whether the API fails for a machine: for the flaky one during a quarter of each minute of real time. */
    boolean isFailing(DemoMachine machine, Instant now) {
        if (machine.role() != MachineRole.FLAKY) {
            return false;
        }
        // At another second of each minute, so that no poll interval misses it.
        long minute = Math.floorDiv(now.getEpochSecond(), 60);
        int start = SeededRandom.of(settings.seed(), minute).nextInt(60 - FAILURE_SECONDS);
        int second = Math.floorMod(now.getEpochSecond(), 60) - start;
        return second >= 0 && second < FAILURE_SECONDS;
    }

    /** The sessions that run on a machine at a simulated time. */
    List<DemoSession> sessions(DemoMachine machine, double time) {
        if (!machine.role().isReachable()) {
            return List.of();
        }
        long today = DemoClock.day(time);
        // Some sessions stay overnight.
        return Stream.of(today - 1, today)
                .flatMap(day -> generator.sessions(machine, day))
                .filter(session -> session.isRunning(time))
                .toList();
    }

    MachineStatus status(DemoMachine machine, double time) {
        boolean outage = MachineOutage.of(machine, DemoClock.day(time), settings.scenario(), settings.seed())
                .filter(current -> current.isActive(time))
                .isPresent();
        int capacity = (int) Math.ceil(settings.sessionsPerMachine() * CAPACITY);
        return MachineStatus.of(machine, outage, sessions(machine, time).size(), capacity);
    }
}
