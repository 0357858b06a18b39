package io.citrixexporter.citrix.http;

import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session in the list of the whole site.
 *
 * @param session the session
 * @param machineId Citrix's id of its machine; null if it is not known
 */
public record SiteSession(Session session, @Nullable String machineId) {

    /**
     * Reads a page of {@code GET /Sessions}; throws as {@link SessionListParser#read}.
     *
     * @param unrecognized called for each session without a machine, and for a field that is there twice
     * @throws IOException if the body is not JSON, or truncated
     */
    public static Page<SiteSession> read(byte[] body, Consumer<ResponseField> unrecognized) throws IOException {
        List<SiteSession> sessions = new ArrayList<>();
        String continuationToken = SessionListParser.read(
                body,
                (session, machineId) -> {
                    sessions.add(new SiteSession(session, machineId));
                    if (machineId == null) {
                        unrecognized.accept(ResponseField.MACHINE);
                    }
                },
                unrecognized);
        return new Page<>(sessions, continuationToken);
    }
}
