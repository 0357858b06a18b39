package io.citrixexporter.soak;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides which answers go wrong, and how; counts them. */
final class Faults {
    private final RandomGenerator dice;
    private final double share;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private boolean off;

    Faults(RandomGenerator dice, double share) {
        this.dice = dice;
        this.share = share;
    }

    /** What goes wrong with the next answer, if anything does. */
    synchronized Optional<Fault> next(boolean machineCall) {
        if (off || dice.nextDouble() >= share) {
            return Optional.empty();
        }
        List<Fault> possible = Fault.of(machineCall);
        Fault fault = possible.get(dice.nextInt(possible.size()));
        counts.merge(fault, 1, Integer::sum);
        return Optional.of(fault);
    }

    synchronized void end() {
        off = true;
    }

    synchronized Map<Fault, Integer> counts() {
        return new EnumMap<>(counts);
    }
}
