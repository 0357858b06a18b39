package io.citrixexporter.citrix;

import io.citrixexporter.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session in a list of the whole site.
 *
 * @param session the session
 * @param machineId Citrix's id of its machine; null where the list does not say
 */
public record MachineSession(Session session, @Nullable String machineId) {

    /** Reads a page of {@code GET /Sessions}. */
    static Page<MachineSession> read(InputStream body) throws IOException {
        List<MachineSession> sessions = new ArrayList<>();
        String continuationToken =
                SessionList.read(body, (session, machineId) -> sessions.add(new MachineSession(session, machineId)));
        return new Page<>(sessions, continuationToken);
    }
}
