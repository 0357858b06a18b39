package io.citrixexporter.snapshot;

import io.citrixexporter.model.Machine;
import io.citrixexporter.model.MachineNames;
import io.citrixexporter.targets.Inventory;
import io.citrixexporter.targets.PollTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machines of the previous snapshot, looked up by the machines of the next cycle. A machine may be found in the
 * inventory in only one of the two; its last values must neither be lost nor go to another machine.
 */
final class PreviousSnapshot {
    private final Map<String, MachineSnapshot> byId = new HashMap<>();
    private final Map<String, MachineSnapshot> byLabel = new HashMap<>();
    private final List<MachinePoll> polls;
    private @Nullable Map<String, MachineSnapshot> byName;
    private @Nullable Inventory gone;

    /** @param polls the polls of the next cycle */
    PreviousSnapshot(List<MachineSnapshot> machines, List<MachinePoll> polls) {
        this.polls = polls;
        for (MachineSnapshot machine : machines) {
            machine.target()
                    .machine()
                    .ifPresentOrElse(
                            facts -> byId.putIfAbsent(MachineNames.comparable(facts.id()), machine),
                            () -> byLabel.putIfAbsent(machine.target().label(), machine));
        }
    }

    /** The previous state of a machine, even if its label has changed. */
    MachineSnapshot of(PollTarget target) {
        return target.machine()
                .map(facts -> Optional.ofNullable(byId.get(MachineNames.comparable(facts.id())))
                        .or(() -> polledByName(facts, target.label())))
                .orElseGet(() ->
                        Optional.ofNullable(byLabel.get(target.label())).or(() -> inPreviousInventory(target.name())))
                .orElseGet(() -> MachineSnapshot.unpolled(target));
    }

    /** The machine that was polled by a name that was not found in the inventory then. */
    private Optional<MachineSnapshot> polledByName(Machine facts, String label) {
        Map<String, MachineSnapshot> names = byName();
        return Stream.of(label, facts.id(), facts.sid(), facts.name(), facts.dnsName())
                .flatMap(name -> Stream.ofNullable(names.get(name)))
                .findFirst();
    }

    private Map<String, MachineSnapshot> byName() {
        Map<String, MachineSnapshot> names = byName;
        if (names == null) {
            names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (MachineSnapshot machine : byLabel.values()) {
                names.putIfAbsent(machine.target().label(), machine);
                names.putIfAbsent(machine.target().name(), machine);
            }
            byName = names;
        }
        return names;
    }

    /** The machine with this name in the previous inventory, unless another poll is for it. */
    private Optional<MachineSnapshot> inPreviousInventory(String name) {
        Set<Machine> matches = gone().named(name);
        return matches.size() == 1
                ? matches.stream()
                        .map(machine -> byId.get(MachineNames.comparable(machine.id())))
                        .findFirst()
                : Optional.empty();
    }

    /** The machines of the previous inventory without a poll. */
    private Inventory gone() {
        Inventory known = gone;
        if (known == null) {
            Set<String> polled = facts(polls.stream().map(MachinePoll::target))
                    .map(machine -> MachineNames.comparable(machine.id()))
                    .collect(Collectors.toSet());
            known = Inventory.of(facts(byId.values().stream().map(MachineSnapshot::target))
                    .filter(machine -> !polled.contains(MachineNames.comparable(machine.id())))
                    .toList());
            gone = known;
        }
        return known;
    }

    private static Stream<Machine> facts(Stream<PollTarget> targets) {
        return targets.flatMap(target -> target.machine().stream());
    }
}
