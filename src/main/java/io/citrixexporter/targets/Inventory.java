package io.citrixexporter.targets;

import io.citrixexporter.model.Machine;
import io.citrixexporter.model.MachineNames;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All machines of a site, without duplicates, and a lookup by name. */
public final class Inventory {
    private final List<Machine> machines;
    private final Map<String, Set<Machine>> byName = new HashMap<>();
    private final MachineLabels labels;

    private Inventory(List<Machine> machines) {
        this.machines = machines;
        this.labels =
                new MachineLabels(machines.stream().map(Inventory::labelNames).toList());
        for (Machine machine : machines) {
            Stream.of(machine.id(), machine.sid(), machine.name(), machine.dnsName(), machine.shortName())
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> byName.computeIfAbsent(MachineNames.comparable(name), any -> new LinkedHashSet<>())
                            .add(machine));
        }
    }

    /**
     * The listed machines. A machine that is listed twice, which may happen between two pages, counts once. Ids are
     * GUIDs, which are case-insensitive.
     */
    public static Inventory of(List<Machine> listed) {
        Map<String, Machine> byId = new LinkedHashMap<>();
        listed.forEach(machine -> byId.putIfAbsent(MachineNames.comparable(machine.id()), machine));
        return new Inventory(List.copyOf(byId.values()));
    }

    /** Every machine, in the order of the list. */
    public List<Machine> machines() {
        return machines;
    }

    /** The machines with this id, SID, DNS name, short name or {@code DOMAIN\NAME}, regardless of case. */
    public Set<Machine> named(String name) {
        return byName.getOrDefault(MachineNames.comparable(name), Set.of());
    }

    /**
     * The {@code machine} label: the short name; the full name if another machine has the same short name; the id if
     * another machine has the same full name. Unique.
     */
    String label(Machine machine) {
        return labels.of(labelNames(machine));
    }

    private static List<String> labelNames(Machine machine) {
        return List.of(machine.shortName(), machine.name(), machine.id());
    }
}
