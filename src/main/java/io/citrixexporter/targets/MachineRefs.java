package io.citrixexporter.targets;

import io.citrixexporter.model.MachineNames;
import java.util.List;

/** Gives machines of which only the name is known their labels. */
final class MachineRefs {
    private MachineRefs() {}

    /**
     * The machines under their short names. Where two share a short name, regardless of case, each goes by its full
     * name instead, so that their series never merge.
     *
     * @param names as configured, none twice
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
