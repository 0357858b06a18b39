package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.Session;
import io.citrixexporter.model.SessionTally;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions on one machine.
 *
 * @param tally the sessions
 * @param truncated whether the server says that there are more; this call has no way to ask for them
 */
public record SessionsResponse(SessionTally tally, boolean truncated) {

    /**
     * Reads and counts.
     *
     * @throws IOException if the body is not JSON, or cut off
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if it is JSON, but no list of sessions
     */
    public static SessionsResponse read(InputStream body) throws IOException {
        SessionTally.Counter counter = new SessionTally.Counter();
        String continuationToken = SessionList.read(body, new SessionList.Sink() {
            @Override
            public void add(Session session, @Nullable String machineId) {
                counter.add(session);
            }

            @Override
            public void unrecognized(ResponseField field) {
                counter.note(field);
            }
        });
        return new SessionsResponse(counter.tally(), !continuationToken.isEmpty());
    }
}
