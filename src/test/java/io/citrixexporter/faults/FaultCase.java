package io.citrixexporter.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Some machines of a site that fail in one way. */
public record FaultCase(MachineFault fault, FaultPosition position) {

    /** Every fault in every position. */
    public static List<FaultCase> all() {
        return Arrays.stream(MachineFault.values())
                .filter(fault -> fault != MachineFault.NONE)
                .flatMap(fault -> Arrays.stream(FaultPosition.values()).map(position -> new FaultCase(fault, position)))
                .toList();
    }

    /** For example {@code 503-spread-33}. */
    public String name() {
        return fault.text() + "-" + position.text();
    }

    /** The numbers of the machines that have the fault, from 0. */
    public Set<Integer> affected(int machines) {
        return position.of(machines);
    }

    /** The numbers of the machines whose polls fail, from 0: none if they are only slow. */
    public Set<Integer> failing(int machines) {
        return fault.fails() ? affected(machines) : Set.of();
    }

    @Override
    public String toString() {
        return name();
    }
}
