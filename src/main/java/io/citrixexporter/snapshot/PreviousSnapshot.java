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
import java.util.stream.Stream;

/**
 * The machines of the previous snapshot, looked up by the machines of the next cycle. A machine may be found in the
 * inventory in only one of the two; its last values must neither be lost nor go to another machine.
 */
final class PreviousSnapshot {
    /** By id those that were found in the inventory. */
    private final Map<String, MachineSnapshot> byId = new HashMap<>();

    /** By their configured name the others. A label is no key: another machine may have it in the next cycle. */
    private final Map<String, MachineSnapshot> byName = new HashMap<>();

    /** Those that were found in the inventory and are not polled by id any more. */
    private final Inventory gone;

    /** @param polls the polls of the next cycle */
    PreviousSnapshot(List<MachineSnapshot> machines, List<MachinePoll> polls) {
        for (MachineSnapshot machine : machines) {
            PollTarget target = machine.target();
            target.machine()
                    .ifPresentOrElse(
                            facts -> byId.putIfAbsent(MachineNames.comparable(facts.id()), machine),
                            () -> byName.putIfAbsent(MachineNames.comparable(target.name()), machine));
        }
        Map<String, MachineSnapshot> notPolled = new HashMap<>(byId);
        polls.stream()
                .flatMap(poll -> poll.target().machine().stream())
                .forEach(facts -> notPolled.remove(MachineNames.comparable(facts.id())));
        gone = Inventory.of(notPolled.values().stream()
                .flatMap(machine -> machine.target().machine().stream())
                .toList());
    }

    /** The previous state of a machine, even if its label has changed. */
    MachineSnapshot of(PollTarget target) {
        return target.machine()
                .map(facts -> byId(facts).or(() -> polledByName(facts)))
                .orElseGet(() -> byName(target.name()).or(() -> gone(target.name())))
                .orElseGet(() -> MachineSnapshot.unpolled(target));
    }

    private Optional<MachineSnapshot> byId(Machine facts) {
        return Optional.ofNullable(byId.get(MachineNames.comparable(facts.id())));
    }

    private Optional<MachineSnapshot> byName(String name) {
        return Optional.ofNullable(byName.get(MachineNames.comparable(name)));
    }

    /** The machine that was polled by a name that was not found in the inventory then. */
    private Optional<MachineSnapshot> polledByName(Machine facts) {
        return Stream.of(facts.id(), facts.sid(), facts.name(), facts.dnsName(), facts.shortName())
                .flatMap(name -> byName(name).stream())
                .findFirst();
    }

    /** The machine with this name in the previous inventory, unless another poll is for it. */
    private Optional<MachineSnapshot> gone(String name) {
        Set<Machine> matches = gone.named(name);
        return matches.size() == 1 ? matches.stream().findFirst().flatMap(this::byId) : Optional.empty();
    }
}
