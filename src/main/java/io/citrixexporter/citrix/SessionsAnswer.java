package io.citrixexporter.citrix;

import io.citrixexporter.session.ResponseField;
import io.citrixexporter.session.Session;
import io.citrixexporter.session.SessionTally;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions on one machine.
 *
 * @param tally the sessions
 * @param truncated whether the server says that there are more; this call has no way to ask for them
 */
public record SessionsAnswer(SessionTally tally, boolean truncated) {

    /**
     * Reads and counts.
     *
     * @throws IOException if the body is not JSON, or cut off
     * @throws CitrixException {@link Reason#BAD_RESPONSE} if it is JSON, but no list of sessions
     */
    static SessionsAnswer read(InputStream body) throws IOException {
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
        return new SessionsAnswer(counter.tally(), !continuationToken.isEmpty());
    }
}
