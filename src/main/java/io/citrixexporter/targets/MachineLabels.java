package io.citrixexporter.targets;

import io.citrixexporter.model.MachineNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Unique {@code machine} labels: the first name of a machine that no other machine has, or else its last name. Labels are
 * unique if the last names are. Names are compared regardless of case; a blank name, or one
 * that would be truncated, is a label only if it is the last.
 */
final class MachineLabels {
    private final Map<String, Integer> machinesByName = new HashMap<>();

    /** @param namesOfAll the names of each machine in order of preference */
    MachineLabels(List<List<String>> namesOfAll) {
        namesOfAll.forEach(names -> names.stream()
                .map(MachineNames::comparable)
                .distinct()
                .forEach(name -> machinesByName.merge(name, 1, Integer::sum)));
    }

    /** The label of the machine with these names. */
    String of(List<String> names) {
        return names.stream().filter(this::isUsable).findFirst().orElse(names.get(names.size() - 1));
    }

    private boolean isUsable(String name) {
        return !name.isBlank()
                && name.length() <= PollTarget.MAX_LABEL_LENGTH
                && machinesByName.getOrDefault(MachineNames.comparable(name), 0) == 1;
    }
}
