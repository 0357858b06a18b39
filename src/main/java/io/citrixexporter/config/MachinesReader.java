package io.citrixexporter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads which machines of one site are polled, and how. */
final class MachinesReader {
    // YAML reads a plain off as false.
    private static final Set<String> OFF = Set.of("off", "false");

    private final ValueReader values;
    private final Problems problems;
    private final ShardSettings shard;
    private final String site;

    MachinesReader(ValueReader values, Problems problems, ShardSettings shard, String site) {
        this.values = values;
        this.problems = problems;
        this.shard = shard;
        this.site = site;
    }

    MachineSettings read() {
        Strategy strategy = values.oneOf(ConfigKey.SITE_STRATEGY.of(site), Strategy.all(), Strategy::of)
                .orElse(Strategy.PER_MACHINE);
        List<String> names = names();
        Optional<Path> file = file();
        Optional<DiscoverySettings> discovery = discovery();
        if (names.isEmpty()
                && discovery.isEmpty()
                && values.text(ConfigKey.SITE_MACHINES_FILE.of(site)).isEmpty()
                && !problems.concern(ConfigKey.SITE_MACHINES.of(site))) {
            problems.add(
                    ConfigKey.SITE_MACHINES.of(site),
                    "no machine is named; list the machines here, name a file in machines-file,"
                            + " or set discovery.enabled for every machine of the site");
        }
        return new MachineSettings(strategy, names, file, discovery, inventoryInterval(strategy, discovery, names));
    }

    /** The names in the list. Windows names know no case: the second spelling of a machine is dropped. */
    private List<String> names() {
        String key = ConfigKey.SITE_MACHINES.of(site);
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String entry : values.list(key)) {
            String name = MachinesFile.normalized(entry);
            if (!MachinesFile.wellFormed(name)) {
                problems.add(key, name, MachinesFile.HOW_TO_WRITE);
            } else if (seen.add(name.toLowerCase(Locale.ROOT))) {
                names.add(name);
            }
        }
        return names;
    }

    private Optional<Path> file() {
        String key = ConfigKey.SITE_MACHINES_FILE.of(site);
        return values.file(key).filter(file -> {
            try {
                return !new MachinesFile(file).names().isEmpty();
            } catch (MachinesFile.UnusableException e) {
                problems.add(key, file.toString(), String.valueOf(e.getMessage()));
                return false;
            }
        });
    }

    private Optional<DiscoverySettings> discovery() {
        DiscoverySettings rules = new DiscoverySettings(
                values.list(ConfigKey.DISCOVERY_DELIVERY_GROUPS.of(site)),
                values.list(ConfigKey.DISCOVERY_MACHINE_CATALOGS.of(site)),
                values.list(ConfigKey.DISCOVERY_NAMES.of(site)),
                values.list(ConfigKey.DISCOVERY_TAGS.of(site)),
                values.list(ConfigKey.DISCOVERY_EXCLUDE.of(site)));
        boolean any = Stream.of(
                        rules.deliveryGroups(), rules.machineCatalogs(), rules.names(), rules.tags(), rules.exclude())
                .anyMatch(list -> !list.isEmpty());
        return values.flag(ConfigKey.DISCOVERY_ENABLED.of(site)).orElse(any) ? Optional.of(rules) : Optional.empty();
    }

    private Optional<Duration> inventoryInterval(
            Strategy strategy, Optional<DiscoverySettings> discovery, List<String> names) {
        String key = ConfigKey.INVENTORY_INTERVAL.of(site);
        String text = values.text(key).orElse("");
        if (!OFF.contains(text.toLowerCase(Locale.ROOT))) {
            return Optional.of(values.duration(key, Duration.ofMinutes(5), PollSettings.SHORTEST_INTERVAL));
        }
        if (discovery.isPresent()) {
            problems.add(key, text, "discovery needs the inventory; set an interval, or list the machines");
        }
        if (strategy == Strategy.SITE) {
            problems.add(key, text, "strategy site needs the inventory; set an interval, or use strategy per-machine");
        }
        if (shard.total() > 1) {
            names.stream()
                    .filter(MachineIds::isIdOrSid)
                    .forEach(name -> problems.add(
                            ConfigKey.SITE_MACHINES.of(site),
                            name,
                            "shards need the inventory to assign an id or SID; write DOMAIN\\NAME, or set " + key));
        }
        return Optional.empty();
    }
}
