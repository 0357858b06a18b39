package io.citrixexporter.inventory;

import io.citrixexporter.config.DiscoverySettings;
import io.citrixexporter.config.ShardSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which machines of a site are polled: those named, and those that the discovery finds. */
public final class Selection {
    private final Optional<Discovery> discovery;
    private final Shard shard;

    public Selection(Optional<DiscoverySettings> discovery, ShardSettings shard) {
        this.discovery = discovery.map(Discovery::new);
        this.shard = new Shard(shard);
    }

    /** What can be polled while there is no inventory: the named machines, by their names. */
    public Roster without(List<String> names) {
        return new Roster(Machines.named(names.stream().filter(shard::owns).toList()), List.of(), List.of());
    }

    /** The machines to poll; each once, even where it was named in several ways. */
    public Roster from(Inventory inventory, List<String> names) {
        Map<String, MachineRef> selected = new LinkedHashMap<>();
        List<String> notFound = new ArrayList<>();
        List<String> ambiguous = new ArrayList<>();
        for (String name : names) {
            Set<Machine> bearers = inventory.named(name);
            switch (bearers.size()) {
                case 0 -> notFound.add(name);
                case 1 -> bearers.forEach(machine -> select(inventory, machine, selected));
                default -> ambiguous.add(name);
            }
        }
        discovery.ifPresent(rules -> inventory.machines().stream()
                .filter(rules::selects)
                .forEach(machine -> select(inventory, machine, selected)));
        List<MachineRef> machines = new ArrayList<>(selected.values());
        machines.addAll(notMistakenFor(machines, Machines.named(notFound)));
        return new Roster(
                machines.stream().filter(machine -> shard.owns(machine.name())).toList(), notFound, ambiguous);
    }

    /** Machines that nobody knows go by their full names where a known one has the same short name. */
    private static List<MachineRef> notMistakenFor(List<MachineRef> known, List<MachineRef> unknown) {
        Set<String> labels = known.stream()
                .map(machine -> MachineNames.comparable(machine.label()))
                .collect(Collectors.toSet());
        return unknown.stream()
                .map(machine -> labels.contains(MachineNames.comparable(machine.label()))
                        ? MachineRef.named(machine.name(), machine.name())
                        : machine)
                .toList();
    }

    private static void select(Inventory inventory, Machine machine, Map<String, MachineRef> selected) {
        selected.computeIfAbsent(machine.id(), id -> MachineRef.of(machine, inventory.label(machine)));
    }
}
