package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** SampleResponses of the simulated site in the middle of a morning, each with as many sessions as are wanted. */
public final class DemoBodies {
    private static final Instant START = Instant.parse("2026-03-02T07:40:00Z");
    // The day takes ten minutes: two minutes after its start it is 11:28.
    private static final Instant MORNING = START.plusSeconds(120);
    // By then a few seats of a machine are still empty.
    private static final int SEATS_PER_SESSION = 4;

    private final SiteModel model;
    private final List<DemoMachine> machines;
    private final int sessions;

    /**
     * SampleResponses about so many machines.
     *
     * @param sessions how many sessions each has
     */
    public DemoBodies(int machines, int sessions) {
        DemoSettings settings = new DemoSettings(
                true,
                0,
                machines,
                sessions * SEATS_PER_SESSION,
                Duration.ZERO,
                Duration.ofMinutes(10),
                DemoSettings.Scenario.WORKING_DAY,
                1);
        this.model = new SiteModel(settings, START);
        // No machine is out of order here: each must have its sessions.
        this.machines = new Fleet(settings)
                .machines().stream()
                        .map(machine -> new DemoMachine(
                                machine.index(), machine.name(), machine.id(), machine.group(), MachineRole.ORDINARY))
                        .toList();
        this.sessions = sessions;
    }

    /**
     * The body that tells the sessions of a machine.
     *
     * @param machine its place, from 0
     * @param fields the fields asked for, separated by commas; null for all
     */
    public byte[] body(int machine, @Nullable String fields) {
        List<DemoSession> all = model.sessions(machines.get(machine), MORNING);
        if (all.size() < sessions) {
            throw new IllegalStateException("machine %d has only %d sessions".formatted(machine, all.size()));
        }
        Fields wanted = Fields.of(fields);
        return Json.object(json -> {
                    json.writeArrayFieldStart("Items");
                    for (DemoSession session : spread(all)) {
                        SessionJson.write(session, json, wanted);
                    }
                    json.writeEndArray();
                    json.writeNullField("ContinuationToken");
                })
                .getBytes();
    }

    /** Not only those that came first. */
    private List<DemoSession> spread(List<DemoSession> all) {
        return IntStream.range(0, sessions)
                .mapToObj(i -> all.get(i * all.size() / sessions))
                .toList();
    }
}
