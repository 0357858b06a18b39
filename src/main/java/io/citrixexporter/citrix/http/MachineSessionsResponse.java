package io.citrixexporter.citrix.http;

import io.citrixexporter.model.SessionTally;
import java.io.IOException;

/**
 * The sessions on one machine.
 *
 * @param tally the sessions
 * @param truncated whether the server has more sessions than it lists; this call has no pages
 */
public record MachineSessionsResponse(SessionTally tally, boolean truncated) {

    /**
     * Reads and counts; throws as {@link SessionListParser#read}.
     *
     * @throws IOException if the body is not JSON, or truncated
     */
    public static MachineSessionsResponse read(byte[] body) throws IOException {
        SessionTally.Counter counter = new SessionTally.Counter();
        String continuationToken =
                SessionListParser.read(body, (session, machineId) -> counter.add(session), counter::note);
        return new MachineSessionsResponse(counter.tally(), !continuationToken.isEmpty());
    }
}
