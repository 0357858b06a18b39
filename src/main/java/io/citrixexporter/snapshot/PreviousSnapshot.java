package io.citrixexporter.snapshot;

import io.citrixexporter.model.Machine;
import io.citrixexporter.targets.Inventory;
import io.citrixexporter.targets.MachineRef;
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
 * What was known of the machines of a site, for the polls of the next cycle to be found. A machine may have been known to
 * the inventory before and not now, or now and not before; in neither case may its last values be lost, nor go to another
 * machine.
 */
final class PreviousSnapshot {
    private final Map<String, MachineSnapshot> byId = new HashMap<>();
    private final Map<String, MachineSnapshot> byLabel = new HashMap<>();
    private final List<MachinePoll> polls;
    private @Nullable Map<String, MachineSnapshot> byName;
    private @Nullable Inventory gone;

    /** The machines as they were, for these polls. */
    PreviousSnapshot(List<MachineSnapshot> machines, List<MachinePoll> polls) {
        this.polls = polls;
        for (MachineSnapshot machine : machines) {
            machine.machine()
                    .machine()
                    .ifPresentOrElse(
                            facts -> byId.putIfAbsent(facts.id(), machine),
                            () -> byLabel.putIfAbsent(machine.machine().label(), machine));
        }
    }

    /** What was known of a machine, whatever its label has become. */
    MachineSnapshot of(MachineRef machine) {
        return machine.machine()
                .map(facts -> Optional.ofNullable(byId.get(facts.id())).or(() -> namedBefore(facts, machine.label())))
                .orElseGet(
                        () -> Optional.ofNullable(byLabel.get(machine.label())).or(() -> knownBefore(machine.name())))
                .orElseGet(() -> MachineSnapshot.unpolled(machine));
    }

    /** The machine that was polled by a name, of which nobody knew whose it is. */
    private Optional<MachineSnapshot> namedBefore(Machine facts, String label) {
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
                names.putIfAbsent(machine.machine().label(), machine);
                names.putIfAbsent(machine.machine().name(), machine);
            }
            byName = names;
        }
        return names;
    }

    /** The machine that the inventory knew under this name, unless it is polled otherwise. */
    private Optional<MachineSnapshot> knownBefore(String name) {
        Set<Machine> bearers = gone().named(name);
        return bearers.size() == 1
                ? bearers.stream().map(machine -> byId.get(machine.id())).findFirst()
                : Optional.empty();
    }

    /** The machines that the inventory knew and that no poll is of. */
    private Inventory gone() {
        Inventory known = gone;
        if (known == null) {
            Set<String> polled = facts(polls.stream().map(MachinePoll::machine))
                    .map(Machine::id)
                    .collect(Collectors.toSet());
            known = Inventory.of(facts(byId.values().stream().map(MachineSnapshot::machine))
                    .filter(machine -> !polled.contains(machine.id()))
                    .toList());
            gone = known;
        }
        return known;
    }

    private static Stream<Machine> facts(Stream<MachineRef> machines) {
        return machines.flatMap(machine -> machine.machine().stream());
    }
}
