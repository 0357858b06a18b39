package io.citrixexporter.metrics;

import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.time.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The family that has samples of each published application of a delivery group. */
final class ApplicationGauges {
    static final GaugeFamily<ApplicationRow> SESSIONS =
            new GaugeFamily<>(MetricCatalog.APPLICATION_SESSIONS, (row, samples) -> samples.add(row.sessions()));

    private ApplicationGauges() {}

    /**
     * A published application.
     *
     * @param labels site, delivery group and application
     * @param sessions how many sessions use it
     */
    record ApplicationRow(List<String> labels, int sessions) implements GaugeFamily.Row {}

    /** The applications in use on the machines of a site. */
    static List<ApplicationRow> rows(SiteSnapshot site, Timestamp now, Duration hold) {
        Map<List<String>, Integer> sessions = new HashMap<>();
        for (MachineSnapshot machine : site.machines()) {
            String group = LabelText.of(machine.target().deliveryGroup());
            machine.tally(now, hold).ifPresent(tally -> tally.details()
                    .byApplication()
                    .forEach((application, count) -> sessions.merge(
                            List.of(site.site(), group, LabelText.of(application)), count, Integer::sum)));
        }
        return sessions.entrySet().stream()
                .map(application -> new ApplicationRow(application.getKey(), application.getValue()))
                .toList();
    }
}
