package io.citrixexporter.targets;

import io.citrixexporter.config.ExporterConfig.Discovery;
import io.citrixexporter.model.Machine;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Selects machines that match an entry of each configured list and no entry of {@code exclude}. */
final class DiscoveryFilter {
    private final List<Glob> deliveryGroups;
    private final List<Glob> machineCatalogs;
    private final List<Glob> names;
    private final List<Glob> tags;
    private final List<Glob> exclude;

    DiscoveryFilter(Discovery rules) {
        this.deliveryGroups = Glob.all(rules.deliveryGroups());
        this.machineCatalogs = Glob.all(rules.machineCatalogs());
        this.names = Glob.all(rules.names());
        this.tags = Glob.all(rules.tags());
        this.exclude = Glob.all(rules.exclude());
    }

    boolean selects(Machine machine) {
        return matchesAny(deliveryGroups, List.of(machine.deliveryGroup()))
                && matchesAny(machineCatalogs, List.of(machine.machineCatalog()))
                && matchesAny(names, namesOf(machine))
                && matchesAny(tags, machine.tags())
                && !any(exclude, namesOf(machine));
    }

    private static List<String> namesOf(Machine machine) {
        return Stream.of(machine.name(), machine.shortName(), machine.dnsName())
                .distinct()
                .toList();
    }

    private static boolean matchesAny(List<Glob> globs, Collection<String> texts) {
        return globs.isEmpty() || any(globs, texts);
    }

    private static boolean any(List<Glob> globs, Collection<String> texts) {
        return globs.stream().anyMatch(glob -> texts.stream().anyMatch(glob::matches));
    }
}
