package io.citrixexporter.targets;

import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.MachineIds;
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
 * Selects the machines of a site to poll: the configured ones and those found by discovery, limited to this shard.
 *
 * <p>All shards must agree, although some may have read the inventory and others not. So a configured machine belongs to the
 * shard of its configured name, with or without an inventory. Only a machine that is found by discovery alone belongs to
 * the shard of its name in the inventory.
 */
public final class MachineSelector {
    private final Optional<DiscoveryFilter> discovery;
    private final Shard shard;

    public MachineSelector(ExporterConfig.Discovery discovery, ExporterConfig.Shard shard) {
        this.discovery =
                Optional.of(discovery).filter(ExporterConfig.Discovery::enabled).map(DiscoveryFilter::new);
        this.shard = new Shard(shard);
    }

    /** The targets while the inventory is unknown: the configured machines, by name. */
    public PollTargets selectByName(List<String> names) {
        List<String> unassigned = names.stream().filter(this::needsInventory).toList();
        return new PollTargets(owned(named(names), Map.of()), List.of(), Map.of(), unassigned);
    }

    /** The targets from the inventory; each machine once, even if it is configured under several names. */
    public PollTargets select(Inventory inventory, List<String> names) {
        Map<String, PollTarget> selected = new LinkedHashMap<>();
        List<String> notFound = new ArrayList<>();
        Map<String, Set<Machine>> ambiguous = new LinkedHashMap<>();
        for (String name : names) {
            Set<Machine> matches = matches(inventory, name);
            switch (matches.size()) {
                case 0 -> notFound.add(name);
                case 1 -> matches.forEach(machine -> add(inventory, machine, selected));
                default -> ambiguous.put(name, matches);
            }
        }
        discovery.ifPresent(rules -> inventory.machines().stream()
                .filter(rules::selects)
                .forEach(machine -> add(inventory, machine, selected)));
        List<PollTarget> machines = new ArrayList<>(selected.values());
        machines.addAll(relabelled(machines, named(notFound)));
        return new PollTargets(owned(machines, configuredNames(inventory, names)), notFound, ambiguous, List.of());
    }

    /**
     * The machines of this shard. Filtered last, so that labels do not depend on the number of shards.
     *
     * @param configuredNames the configured names of the machines of the inventory, by id
     */
    private List<PollTarget> owned(List<PollTarget> machines, Map<String, String> configuredNames) {
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

    /** The machines with a name; {@code corp.example\CTX-01} means {@code CTX-01.corp.example}. */
    private static Set<Machine> matches(Inventory inventory, String name) {
        Set<Machine> matches = inventory.named(name);
        return matches.isEmpty()
                ? MachineNames.dnsName(name).map(inventory::named).orElse(matches)
                : matches;
    }

    /** The shard of a machine that is configured by id or SID depends on its name in the inventory. */
    private boolean needsInventory(String name) {
        return shard.divided() && MachineIds.isIdOrSid(name);
    }

    /**
     * Machines that are known by name only, labelled with their short names. Where two share a short name, regardless of case, the
     * label is the configured name, so that their series never merge.
     *
     * @param names configured names without duplicates
     */
    private static List<PollTarget> named(List<String> names) {
        MachineLabels labels = new MachineLabels(
                names.stream().map(MachineSelector::labelNames).toList());
        return names.stream()
                .map(name -> PollTarget.named(name, labels.of(labelNames(name))))
                .toList();
    }

    private static List<String> labelNames(String name) {
        return List.of(MachineNames.shortName(name), name);
    }

    /** Machines missing from the inventory are labelled with their full name where the short name is taken. */
    private static List<PollTarget> relabelled(List<PollTarget> known, List<PollTarget> unknown) {
        Set<String> labels = known.stream()
                .map(machine -> MachineNames.comparable(machine.label()))
                .collect(Collectors.toSet());
        return unknown.stream()
                .map(machine -> labels.contains(MachineNames.comparable(machine.label()))
                        ? PollTarget.named(machine.name(), machine.name())
                        : machine)
                .toList();
    }

    private static void add(Inventory inventory, Machine machine, Map<String, PollTarget> selected) {
        selected.computeIfAbsent(machine.id(), id -> PollTarget.of(machine, inventory.label(machine)));
    }
}
