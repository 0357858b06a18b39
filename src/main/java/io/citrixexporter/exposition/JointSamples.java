package io.citrixexporter.exposition;

import io.citrixexporter.session.SessionTally;
import java.util.ArrayList;
import java.util.List;

/** The samples of the joint family of one site, not made before it is known that they are exported. */
final class JointSamples {
    private record Row(List<String> labels, SessionTally tally) {}

    private final List<Row> machines = new ArrayList<>();
    private int count;

    /** Takes note of the sessions on a machine. */
    void note(List<String> machineLabels, SessionTally tally) {
        machines.add(new Row(machineLabels, tally));
        count += tally.byKind().size();
    }

    /** How many samples there are. */
    int count() {
        return count;
    }

    /** Makes them. */
    void addTo(SampleSink samples) {
        for (Row machine : machines) {
            machine.tally()
                    .byKind()
                    .forEach((kind, sessions) -> samples.add(
                            MetricCatalog.SESSIONS,
                            sessions,
                            LabelValues.with(
                                    machine.labels(),
                                    kind.state().text(),
                                    kind.protocol().text(),
                                    kind.appState().text())));
        }
    }
}
