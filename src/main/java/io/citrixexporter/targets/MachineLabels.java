package io.citrixexporter.targets;

import io.citrixexporter.model.MachineNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each of several machines a label: the first of its names that no other machine bears in any form, or else the
 * last one. Labels are different as long as the last names are, whatever the machines are called. Case does not matter
 * to who bears a name, and a blank name is never a label unless it is the last.
 */
final class MachineLabels {
    private final Map<String, Integer> bearers = new HashMap<>();

    /** For machines of which each has these names, the most wanted first. */
    MachineLabels(List<List<String>> namesOfAll) {
        namesOfAll.forEach(names -> names.stream()
                .map(MachineNames::comparable)
                .distinct()
                .forEach(name -> bearers.merge(name, 1, Integer::sum)));
    }

    /** The label of the machine with these names. */
    String of(List<String> names) {
        return names.stream()
                .filter(name -> !name.isBlank() && bearers.getOrDefault(MachineNames.comparable(name), 0) == 1)
                .findFirst()
                .orElse(names.get(names.size() - 1));
    }
}
