package io.citrixexporter.inventory;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        Map<String, Long> bearers = names.stream()
                .map(Machines::comparable)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return names.stream()
                .map(name -> MachineRef.named(
                        name, bearers.getOrDefault(comparable(name), 1L) > 1 ? name : MachineNames.shortName(name)))
                .toList();
    }

    private static String comparable(String name) {
        return MachineNames.comparable(MachineNames.shortName(name));
    }
}
