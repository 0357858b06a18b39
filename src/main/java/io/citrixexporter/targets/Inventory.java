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

/** All machines of a site as it listed them, each once, and who is meant by a name. */
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
     * The listed machines; one that was listed twice, as may happen between two pages, counts once. Ids are GUIDs, which
     * know no case.
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

    /** The machines that bear this id, SID, DNS name, short name or {@code DOMAIN\NAME}, regardless of case. */
    public Set<Machine> named(String name) {
        return byName.getOrDefault(MachineNames.comparable(name), Set.of());
    }

    /**
     * The short name of a machine; its full one where another machine of the site bears the short one in any form, and
     * its id where that goes for the full one too. No two machines have the same label.
     */
    String label(Machine machine) {
        return labels.of(labelNames(machine));
    }

    private static List<String> labelNames(Machine machine) {
        return List.of(machine.shortName(), machine.name(), machine.id());
    }
}
