package io.citrixexporter.soak;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares the counted starts, ends and durations of sessions with those of the site: none is invented or counted twice. */
final class LifeCheck {
    private static final String STARTS = "citrix_session_starts_total";
    private static final String ENDS = "citrix_session_ends_total";
    private static final String DURATIONS = "citrix_session_establishment_duration_seconds_count";

    private final Machines machines;
    private final Violations violations;

    LifeCheck(Machines machines, Violations violations) {
        this.machines = machines;
        this.violations = violations;
    }

    /** Every session of the site starts and ends at most once. */
    void check(Exposition seen) {
        Map<String, List<SoakMachine>> groups =
                machines.all().stream().collect(Collectors.groupingBy(SoakMachine::group));
        groups.forEach((group, members) -> {
            int starts = members.stream().mapToInt(SoakMachine::starts).sum();
            int ends = members.stream().mapToInt(SoakMachine::ends).sum();
            atMost(seen, STARTS, group, starts);
            atMost(seen, DURATIONS, group, starts);
            atMost(seen, ENDS, group, ends);
        });
    }

    /** Most are seen: they live longer than an interval. Each that is counted has a duration. */
    void checkSettled(Exposition seen) {
        int starts = machines.all().stream().mapToInt(SoakMachine::starts).sum();
        violations.check(
                seen.value(STARTS) > starts / 4.0, seen.value(STARTS) + " starts counted, of " + starts + " in all");
        violations.check(
                seen.value(STARTS) == seen.value(DURATIONS),
                seen.value(STARTS) + " starts, but " + seen.value(DURATIONS) + " durations");
    }

    private void atMost(Exposition seen, String metric, String group, int most) {
        double counted = seen.of(metric).stream()
                .filter(sample -> sample.label("delivery_group").equals(group))
                .mapToDouble(Exposition.Sample::value)
                .sum();
        violations.check(counted <= most, group + ": " + metric + " is " + counted + ", but the site had " + most);
    }
}
