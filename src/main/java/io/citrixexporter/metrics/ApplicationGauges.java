package io.citrixexporter.metrics;

import io.citrixexporter.metrics.MachineGauges.MachineRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    static List<ApplicationRow> rows(List<MachineRow> machines) {
        Map<List<String>, Integer> sessions = machines.stream()
                .flatMap(machine -> machine.details().stream()
                        .flatMap(details -> details.byApplication().entrySet().stream())
                        .map(application -> Map.entry(
                                List.of(machine.site(), machine.deliveryGroup(), LabelText.of(application.getKey())),
                                application.getValue())))
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingInt(Map.Entry::getValue)));
        return sessions.entrySet().stream()
                .map(application -> new ApplicationRow(application.getKey(), application.getValue()))
                .toList();
    }
}
