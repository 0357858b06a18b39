package io.citrixexporter.faults;

import java.util.Map;
import java.util.Set;

/**
 * The requests that a site received in a period, usually one cycle.
 *
 * @param total all requests, tokens included
 * @param perMachine sessions calls by number of the machine
 * @param successful the numbers of the machines with a good response
 * @param maxInFlight most requests at a time
 */
public record SiteRequests(int total, Map<Integer, Integer> perMachine, Set<Integer> successful, int maxInFlight) {
    public SiteRequests {
        perMachine = Map.copyOf(perMachine);
        successful = Set.copyOf(successful);
    }

    /** All sessions calls. */
    public int sessionsCalls() {
        return perMachine.values().stream().mapToInt(Integer::intValue).sum();
    }
}
