package io.citrixexporter.soak;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Chooses the faults of responses at random and counts them. */
final class Faults {
    private final RandomGenerator random;
    private final double share;
    private final Map<ResponseFault, Integer> counts = new EnumMap<>(ResponseFault.class);
    private boolean off;

    Faults(RandomGenerator random, double share) {
        this.random = random;
        this.share = share;
    }

    /** The fault of the next response, if any. */
    synchronized Optional<ResponseFault> next(boolean machineCall) {
        if (off || random.nextDouble() >= share) {
            return Optional.empty();
        }
        List<ResponseFault> possible = ResponseFault.of(machineCall);
        ResponseFault fault = possible.get(random.nextInt(possible.size()));
        counts.merge(fault, 1, Integer::sum);
        return Optional.of(fault);
    }

    synchronized void end() {
        off = true;
    }

    synchronized Map<ResponseFault, Integer> counts() {
        return new EnumMap<>(counts);
    }
}
