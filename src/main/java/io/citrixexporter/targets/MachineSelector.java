package io.citrixexporter.targets;

import io.citrixexporter.config.DiscoverySettings;
import io.citrixexporter.config.MachineIds;
import io.citrixexporter.config.ShardSettings;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.MachineNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which machines of a site are polled: the configured ones, and those found by discovery; of both, those of
 * this shard.
 *
 * <p>All shards must agree, although some of them may know the inventory and others not. So a machine that is configured
 * under a name belongs to the shard of that name, with or without an inventory, and also when discovery finds it too.
 * Only a machine that is not configured under a name belongs to the shard of its name in the inventory.
 */
public final class MachineSelector {
    private final Optional<DiscoveryFilter> discovery;
    private final Shard shard;

    public MachineSelector(Optional<DiscoverySettings> discovery, ShardSettings shard) {
        this.discovery = discovery.map(DiscoveryFilter::new);
        this.shard = new Shard(shard);
    }

    /** What can be polled while there is no inventory: the configured machines, by their names. */
    public PollTargets without(List<String> names) {
        List<String> unassigned = names.stream().filter(this::needsInventory).toList();
        return new PollTargets(owned(MachineRefs.named(names), Map.of()), List.of(), List.of(), unassigned);
    }

    /** The machines to poll; each once, even if it is configured under several names. */
    public PollTargets from(Inventory inventory, List<String> names) {
        Map<String, MachineRef> selected = new LinkedHashMap<>();
        List<String> notFound = new ArrayList<>();
        List<AmbiguousName> ambiguous = new ArrayList<>();
        for (String name : names) {
            Set<Machine> matches = matches(inventory, name);
            switch (matches.size()) {
                case 0 -> notFound.add(name);
                case 1 -> matches.forEach(machine -> select(inventory, machine, selected));
                default -> ambiguous.add(new AmbiguousName(name, matches));
            }
        }
        discovery.ifPresent(rules -> inventory.machines().stream()
                .filter(rules::selects)
                .forEach(machine -> select(inventory, machine, selected)));
        List<MachineRef> machines = new ArrayList<>(selected.values());
        machines.addAll(notMistakenFor(machines, MachineRefs.named(notFound)));
        return new PollTargets(owned(machines, configuredNames(inventory, names)), notFound, ambiguous, List.of());
    }

    /**
     * The machines of this shard. Filtered last, so that a machine has the same label however many shards there are.
     *
     * @param configuredNames the configured names of the machines of the inventory, by id
     */
    private List<MachineRef> owned(List<MachineRef> machines, Map<String, String> configuredNames) {
        return machines.stream()
                .filter(machine -> machine.machine()
                        .map(known -> shard.owns(configuredNames.getOrDefault(known.id(), known.name())))
                        .orElseGet(() -> !needsInventory(machine.name()) && shard.owns(machine.name())))
                .toList();
    }

    /**
     * The configured name of each machine that has one: of several names the first that matches it alone, or else the
     * first that matches it among others.
     */
    private Map<String, String> configuredNames(Inventory inventory, List<String> names) {
        Map<String, String> byId = new LinkedHashMap<>();
        if (!shard.divided()) {
            return byId;
        }
        List<String> own = names.stream().filter(name -> !needsInventory(name)).toList();
        own.stream().filter(name -> matches(inventory, name).size() == 1).forEach(name -> matches(inventory, name)
                .forEach(machine -> byId.putIfAbsent(machine.id(), name)));
        own.forEach(name -> matches(inventory, name).forEach(machine -> byId.putIfAbsent(machine.id(), name)));
        return byId;
    }

    /** The machines with a name; {@code corp.example\CTX-01} stands for {@code CTX-01.corp.example}. */
    private static Set<Machine> matches(Inventory inventory, String name) {
        Set<Machine> matches = inventory.named(name);
        return matches.isEmpty()
                ? MachineNames.dnsName(name).map(inventory::named).orElse(matches)
                : matches;
    }

    /** An id or a SID does not say to which shard the machine belongs: its name in the inventory does. */
    private boolean needsInventory(String name) {
        return shard.divided() && MachineIds.isIdOrSid(name);
    }

    /** Machines that are not in the inventory have their full names as labels where a known one has the same short name. */
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
