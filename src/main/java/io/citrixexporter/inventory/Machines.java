package io.citrixexporter.inventory;

import java.util.List;

/** Gives machines of which only the name is known their labels. */
final class Machines {
    private Machines() {}

    /**
     * The machines under their short names. Where two share a short name, regardless of case, each goes by its full
     * name instead, so that their series never merge.
     *
     * @param names as configured, none twice
     */
    static List<MachineRef> named(List<String> names) {
        Labels labels = new Labels(names.stream().map(Machines::labelNames).toList());
        return names.stream()
                .map(name -> MachineRef.named(name, labels.of(labelNames(name))))
                .toList();
    }

    private static List<String> labelNames(String name) {
        return List.of(MachineNames.shortName(name), name);
    }
}
