package io.citrixexporter.faults;

import java.util.Map;
import java.util.Set;

/**
 * The requests that a site received in some time, usually one cycle.
 *
 * @param total all requests, tokens included
 * @param perMachine sessions calls by number of the machine
 * @param answered the numbers of the machines with a good response
 * @param maxInFlight most requests at a time
 */
public record SiteRequests(int total, Map<Integer, Integer> perMachine, Set<Integer> answered, int maxInFlight) {
    public SiteRequests {
        perMachine = Map.copyOf(perMachine);
        answered = Set.copyOf(answered);
    }

    /** All sessions calls. */
    public int sessionsCalls() {
        return perMachine.values().stream().mapToInt(Integer::intValue).sum();
    }
}
