package io.citrixexporter.soak;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The series of a machine in a scrape. */
final class ShownMachine {
    private final Set<String> groups = new HashSet<>();
    private final Map<Kind, Integer> sessions = new HashMap<>();
    private final Map<String, Integer> byState = new HashMap<>();
    private Double up;
    private Instant lastSuccess;

    /** All machines of a scrape by label. */
    static Map<String, ShownMachine> of(Exposition seen) {
        Map<String, ShownMachine> shown = new TreeMap<>();
        for (Exposition.Sample sample : seen.samples()) {
            if (!sample.label("machine").isEmpty()) {
                shown.computeIfAbsent(sample.label("machine"), label -> new ShownMachine())
                        .add(sample);
            }
        }
        return shown;
    }

    private void add(Exposition.Sample sample) {
        groups.add(sample.label("delivery_group"));
        switch (sample.name()) {
            case "citrix_sessions" ->
                sessions.put(new Kind(sample.label("state"), sample.label("protocol"), sample.label("app_state")), (int)
                        sample.value());
            case "citrix_machine_sessions" -> byState.put(sample.label("state"), (int) sample.value());
            case "citrix_machine_up" -> up = sample.value();
            case "citrix_machine_last_success_timestamp_seconds" ->
                lastSuccess = Instant.ofEpochMilli(Math.round(sample.value() * 1000));
            default -> {}
        }
    }

    Set<String> groups() {
        return groups;
    }

    Map<Kind, Integer> sessions() {
        return sessions;
    }

    Map<String, Integer> byState() {
        return byState;
    }

    /** Whether it has counts, which may be 0. */
    boolean counted() {
        return !byState.isEmpty() || !sessions.isEmpty();
    }

    boolean complete() {
        return up != null && lastSuccess != null;
    }

    boolean up() {
        return up == 1;
    }

    Instant lastSuccess() {
        return lastSuccess;
    }

    /** Whether every state has a series that is the sum of the series by kind. */
    boolean addsUp() {
        Map<String, Integer> sums = new HashMap<>(Map.of("Active", 0, "Connected", 0, "Disconnected", 0, "Unknown", 0));
        sessions.forEach((kind, count) -> sums.merge(kind.state(), count, Integer::sum));
        return sums.equals(byState) && !sessions.containsValue(0);
    }
}
