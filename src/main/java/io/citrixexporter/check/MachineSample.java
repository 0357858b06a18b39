package io.citrixexporter.check;

import io.citrixexporter.model.Machine;
import io.citrixexporter.model.RegistrationState;
import io.citrixexporter.targets.PollTarget;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Selects the machines that a check polls. */
final class MachineSample {
    private static final Comparator<PollTarget> USABLE = Comparator.comparing((PollTarget target) ->
                    fact(target, machine -> machine.registration() == RegistrationState.REGISTERED))
            .thenComparing(
                    target -> fact(target, machine -> !machine.maintenance().orElse(false)))
            .thenComparing(target -> expectedSessions(List.of(target)));

    private MachineSample() {}

    /** One machine of each delivery group that is likely to respond. */
    static List<PollTarget> of(List<PollTarget> targets, boolean inventoryKnown) {
        return List.copyOf(targets.stream()
                .filter(target -> !inventoryKnown || target.machine().isPresent())
                .collect(Collectors.toMap(
                        PollTarget::deliveryGroup, Function.identity(), BinaryOperator.maxBy(USABLE), TreeMap::new))
                .values());
    }

    private static boolean fact(PollTarget target, Function<Machine, Boolean> fact) {
        return target.machine().map(fact).orElse(false);
    }

    /** How many sessions the inventory counts on them. */
    static int expectedSessions(List<PollTarget> targets) {
        return targets.stream()
                .flatMap(target -> target.machine().stream())
                .mapToInt(machine -> machine.sessionCount().orElse(0))
                .sum();
    }
}
