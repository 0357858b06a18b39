package io.citrixexporter.inventory;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All machines of a site as it listed them, each once, and who is meant by a name. */
public final class Inventory {
    private final List<Machine> machines;
    private final Map<String, Set<Machine>> byName = new HashMap<>();
    private final Map<String, Integer> bearers = new HashMap<>();

    private Inventory(List<Machine> machines) {
        this.machines = machines;
        for (Machine machine : machines) {
            Stream.of(machine.id(), machine.sid(), machine.name(), machine.dnsName(), machine.shortName())
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> byName.computeIfAbsent(MachineNames.comparable(name), any -> new LinkedHashSet<>())
                            .add(machine));
            Stream.of(machine.name(), machine.shortName())
                    .map(MachineNames::comparable)
                    .distinct()
                    .forEach(name -> bearers.merge(name, 1, Integer::sum));
        }
    }

    /** The listed machines; one that was listed twice, as may happen between two pages, counts once. */
    public static Inventory of(List<Machine> listed) {
        Map<String, Machine> byId = new LinkedHashMap<>();
        listed.forEach(machine -> byId.putIfAbsent(machine.id(), machine));
        return new Inventory(List.copyOf(byId.values()));
    }

    /** Every machine, in the order of the list. */
    public List<Machine> machines() {
        return machines;
    }

    /** The machines that bear this id, SID, DNS name, short name or {@code DOMAIN\NAME}, regardless of case. */
    Set<Machine> named(String name) {
        return byName.getOrDefault(MachineNames.comparable(name), Set.of());
    }

    /**
     * The short name of a machine; its full one where another machine of the site has the same short name, and its id
     * where that one even has the same full name.
     */
    String label(Machine machine) {
        if (isOnlyOneCalled(machine.shortName())) {
            return machine.shortName();
        }
        return isOnlyOneCalled(machine.name()) ? machine.name() : machine.id();
    }

    private boolean isOnlyOneCalled(String name) {
        return bearers.getOrDefault(MachineNames.comparable(name), 0) == 1;
    }
}
