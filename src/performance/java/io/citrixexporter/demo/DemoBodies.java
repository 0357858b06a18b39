package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Scenario;
import io.citrixexporter.config.TestConfigs.TestDemo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Responses of the simulated site in the middle of a morning, each with a given number of sessions. */
public final class DemoBodies {
    private static final Instant START = Instant.parse("2026-03-02T07:40:00Z");
    // A simulated day takes ten minutes: two minutes after its start it is 11:28.
    private static final Instant MORNING = START.plusSeconds(120);
    // At that time a few users of a machine have not logged on yet.
    private static final int SLOTS_PER_SESSION = 4;

    private final DemoModel model;
    private final List<DemoMachine> machines;
    private final int sessions;

    /**
     * Responses about a number of machines.
     *
     * @param sessions number of sessions of each
     */
    public DemoBodies(int machines, int sessions) {
        ExporterConfig.Demo settings = new TestDemo(
                true,
                0,
                machines,
                sessions * SLOTS_PER_SESSION,
                Duration.ZERO,
                Duration.ofMinutes(10),
                Scenario.WORKING_DAY,
                1);
        this.model = new DemoModel(settings, START);
        // No machine fails here: each must have its sessions.
        this.machines = new DemoMachines(settings)
                .all().stream()
                        .map(machine -> new DemoMachine(
                                machine.index(), machine.name(), machine.id(), machine.group(), MachineRole.ORDINARY))
                        .toList();
        this.sessions = sessions;
    }

    /**
     * The body with the sessions of a machine.
     *
     * @param machine its index, from 0
     * @param fields the requested fields, separated by commas; null for all
     */
    public byte[] body(int machine, @Nullable String fields) {
        double time = model.clock().time(MORNING);
        List<DemoSession> all = model.sessions(machines.get(machine), time);
        if (all.size() < sessions) {
            throw new IllegalStateException("machine %d has only %d sessions".formatted(machine, all.size()));
        }
        FieldSelection wanted = FieldSelection.of(fields);
        return CollectionWriter.collection(json -> {
                    for (DemoSession session : spread(all)) {
                        new SessionJson(session, model.clock(), time).write(json, wanted);
                    }
                    return null;
                })
                .getBytes();
    }

    /** A selection across all sessions. */
    private List<DemoSession> spread(List<DemoSession> all) {
        return IntStream.range(0, sessions)
                .mapToObj(i -> all.get(i * all.size() / sessions))
                .toList();
    }
}
