package io.citrixexporter.citrix.http;

import io.citrixexporter.demo.DemoBodies;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Parsed and checked responses. */
public final class SampleResponses {
    private SampleResponses() {}

    /**
     * The responses for this number of machines.
     *
     * @param sessions how many sessions each has
     */
    public static List<MachineSessions> of(int machines, int sessions) {
        DemoBodies bodies = new DemoBodies(machines, sessions);
        return IntStream.range(0, machines)
                .mapToObj(machine -> read(bodies.body(machine, SessionListParser.FIELDS), sessions))
                .toList();
    }

    /**
     * Reads and checks.
     *
     * @throws IllegalStateException if the body is not one of so many sessions of which everything is known
     */
    static MachineSessions read(byte[] body, int sessions) {
        MachineSessions response;
        try {
            response = SessionListParser.machineSessions(body);
        } catch (IOException e) {
            throw new IllegalStateException("invalid input of the benchmark", e);
        }
        boolean known = response.tally().unrecognized().isEmpty();
        if (response.tally().total() != sessions || response.truncated() || !known) {
            throw new IllegalStateException("not a response of %d sessions: %s".formatted(sessions, response));
        }
        return response;
    }
}
