package io.citrixexporter.check;

import io.citrixexporter.config.EditDistance;
import io.citrixexporter.config.OneLine;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.MachineNames;
import io.citrixexporter.targets.PollTargets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains the configured names that match no machine or several. */
final class UnresolvedNames {
    private static final int MAX_STEPS = 20;
    private static final int MAX_MACHINES = 3;
    private static final int MAX_LENGTH = 64;

    private UnresolvedNames() {}

    /** A failed step for each name, up to a number. */
    static List<CheckStep> steps(PollTargets targets, List<Machine> inventory) {
        List<CheckStep> steps = Stream.of(
                        targets.notFound().stream()
                                .map(name -> step(
                                        name,
                                        "not found in the inventory, or outside the scope of the account"
                                                + suggestion(name, inventory))),
                        targets.ambiguous().entrySet().stream()
                                .map(name ->
                                        step(name.getKey(), "matches several machines, " + shown(name.getValue()))),
                        targets.unassigned().stream()
                                .map(name -> step(
                                        name, "shards need the inventory to assign an id or SID; write DOMAIN\\NAME")))
                .flatMap(step -> step)
                .limit(MAX_STEPS)
                .collect(Collectors.toCollection(ArrayList::new));
        int all = targets.unresolved() + targets.unassigned().size();
        if (all > steps.size()) {
            steps.add(step("...", "and " + (all - steps.size()) + " configured names more"));
        }
        return steps;
    }

    private static CheckStep step(String name, String detail) {
        return new CheckStep("machine " + name, CheckStep.Result.FAILED, OptionalLong.empty(), detail);
    }

    private static String shown(Set<Machine> matches) {
        return matches.stream()
                .limit(MAX_MACHINES)
                .map(machine -> shown(machine.name()) + " " + shown(machine.id()))
                .collect(Collectors.joining(" and ", "", "; write the id of one of them"));
    }

    private static String suggestion(String name, List<Machine> inventory) {
        List<String> nearest = nearest(name, inventory);
        return nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
    }

    /** The machines whose short names differ in a quarter of the letters at most: those of the same domain first, then the nearest. */
    static List<String> nearest(String name, List<Machine> inventory) {
        String wanted = comparable(name);
        int maxChanges = Math.max(1, wanted.length() / 4);
        String domain = MachineNames.comparableDomain(name);
        record Candidate(String name, boolean otherDomain, int changes) {}
        return inventory.stream()
                .map(machine -> new Candidate(
                        machine.name(),
                        !MachineNames.comparableDomain(machine.name()).equals(domain),
                        EditDistance.of(wanted, comparable(machine.shortName()))))
                .filter(candidate -> candidate.changes() <= maxChanges)
                .sorted(Comparator.comparing(Candidate::otherDomain)
                        .thenComparing(Candidate::changes)
                        .thenComparing(Candidate::name))
                .limit(MAX_MACHINES)
                .map(candidate -> shown(candidate.name()))
                .toList();
    }

    private static String comparable(String name) {
        return MachineNames.comparable(MachineNames.shortName(name));
    }

    private static String shown(String text) {
        return OneLine.of(text, MAX_LENGTH);
    }
}
