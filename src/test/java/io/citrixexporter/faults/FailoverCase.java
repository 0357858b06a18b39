package io.citrixexporter.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The controller in use fails; the other one works.
 *
 * @param fault how it fails
 * @param midCycle whether it fails once half of the machines of a cycle have responded, or else before the cycle
 */
record FailoverCase(ControllerFault fault, boolean midCycle) {
    /** Every fault, before a cycle and within one. */
    static List<FailoverCase> all() {
        return Arrays.stream(ControllerFault.values())
                .filter(fault -> fault != ControllerFault.NONE)
                .flatMap(fault -> Stream.of(new FailoverCase(fault, false), new FailoverCase(fault, true)))
                .toList();
    }

    /** The name of its site. */
    String site() {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-') + (midCycle ? "-mid-cycle" : "-at-start");
    }

    /**
     * The number of the cycle by which all machines are up again; the controller fails in the first one.
     * A controller whose login fails is replaced within the cycle. One whose login works is replaced after a whole cycle
     * without a successful response; a cycle in the middle of which the controller fails does not count.
     */
    int maxCycles() {
        if (!fault.signsIn()) {
            return 1;
        }
        return midCycle ? 3 : 2;
    }

    @Override
    public String toString() {
        return site();
    }
}
