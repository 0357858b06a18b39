package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.SessionList;
import io.citrixexporter.citrix.http.SessionsResponse;
import io.citrixexporter.demo.DemoBodies;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Answers that have been read and are known to be right. */
public final class Answers {
    private Answers() {}

    /**
     * What so many machines answer.
     *
     * @param sessions how many sessions each has
     */
    public static List<SessionsResponse> of(int machines, int sessions) {
        DemoBodies bodies = new DemoBodies(machines, sessions);
        return IntStream.range(0, machines)
                .mapToObj(machine -> read(bodies.body(machine, SessionList.FIELDS), sessions))
                .toList();
    }

    /**
     * Reads and checks.
     *
     * @throws IllegalStateException if the body is not one of so many sessions of which everything is known
     */
    static SessionsResponse read(byte[] body, int sessions) {
        SessionsResponse answer;
        try {
            answer = SessionsResponse.read(body);
        } catch (IOException e) {
            throw new IllegalStateException("the input of the benchmark is no answer", e);
        }
        boolean known = answer.tally().unrecognized().isEmpty();
        if (answer.tally().total() != sessions || answer.truncated() || !known) {
            throw new IllegalStateException("not an answer of %d sessions: %s".formatted(sessions, answer));
        }
        return answer;
    }
}
