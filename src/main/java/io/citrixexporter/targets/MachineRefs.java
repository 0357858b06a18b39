package io.citrixexporter.targets;

import io.citrixexporter.model.MachineNames;
import java.util.List;

/** Labels for machines that are known by name only. */
final class MachineRefs {
    private MachineRefs() {}

    /**
     * The machines, labelled with their short names. Where two share a short name, regardless of case, the label is the
     * configured name, so that their series never merge.
     *
     * @param names configured names without duplicates
     */
    static List<MachineRef> named(List<String> names) {
        MachineLabels labels =
                new MachineLabels(names.stream().map(MachineRefs::labelNames).toList());
        return names.stream()
                .map(name -> MachineRef.named(name, labels.of(labelNames(name))))
                .toList();
    }

    private static List<String> labelNames(String name) {
        return List.of(MachineNames.shortName(name), name);
    }
}
