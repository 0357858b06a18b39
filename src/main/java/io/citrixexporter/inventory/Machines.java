package io.citrixexporter.inventory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives the machines of a site their labels. */
public final class Machines {
    private Machines() {}

    /**
     * The machines under their short names. Where two share a short name, regardless of case, each goes by its full
     * name instead, so that their series never merge.
     *
     * @param names as configured, none twice
     */
    public static List<MachineRef> named(List<String> names) {
        Map<String, Long> bearers = names.stream()
                .map(Machines::comparable)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return names.stream()
                .map(name -> new MachineRef(
                        name, bearers.getOrDefault(comparable(name), 1L) > 1 ? name : MachineRef.shortName(name), ""))
                .toList();
    }

    private static String comparable(String name) {
        return MachineRef.shortName(name).toLowerCase(Locale.ROOT);
    }
}
