package io.citrixexporter.citrix.http;

import io.citrixexporter.demo.DemoBodies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Sample response bodies with verified contents. */
public final class SampleResponses {
    private SampleResponses() {}

    /**
     * Responses of a number of machines.
     *
     * @param sessions number of sessions of each
     */
    public static List<SessionsResponse> of(int machines, int sessions) {
        DemoBodies bodies = new DemoBodies(machines, sessions);
        return IntStream.range(0, machines)
                .mapToObj(machine -> read(bodies.body(machine, SessionList.FIELDS), sessions))
                .toList();
    }

    /**
     * Parses and checks a body.
     *
     * @throws IllegalStateException if the body does not have the expected sessions
     */
    static SessionsResponse read(byte[] body, int sessions) {
        SessionsResponse response;
        try {
            response = SessionsResponse.read(new ByteArrayInputStream(body));
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
