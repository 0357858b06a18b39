package io.citrixexporter.soak;

import java.util.HashMap;
import java.util.Map;

/** Checks that counters never decrease and that counters of the exporter never disappear. For consecutive scrapes. */
final class CounterCheck {
    private final Violations violations;
    private Map<String, Double> last = Map.of();

    CounterCheck(Violations violations) {
        this.violations = violations;
    }

    void check(Exposition seen) {
        Map<String, Double> now = new HashMap<>();
        for (Exposition.Sample sample : seen.samples()) {
            if (seen.counts(sample)) {
                now.put(sample.series(), sample.value());
            }
        }
        last.forEach((series, before) -> {
            Double after = now.get(series);
            if (after == null) {
                violations.check(!series.startsWith("citrix_"), series + ": vanished");
            } else {
                violations.check(after >= before, series + ": fell from " + before + " to " + after);
            }
        });
        last = now;
    }
}
