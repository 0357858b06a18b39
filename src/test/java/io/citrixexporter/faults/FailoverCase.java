package io.citrixexporter.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The controller in use fails, the other one works.
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

    /** The name of the site on which it is tried. */
    String site() {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-') + (midCycle ? "-mid-cycle" : "-at-start");
    }

    /**
     * The number of the cycle by which all machines are up again; the first one is that in which the controller fails.
     * One that does not sign in any more is replaced within the cycle. One that does is replaced after a whole cycle
     * without a good response, which the first one is not where the controller fails in the middle of it.
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
