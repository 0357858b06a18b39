package io.citrixexporter.citrix.http;

import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session in a list of the whole site.
 *
 * @param session the session
 * @param machineId Citrix's id of its machine; null where the list does not say
 */
public record MachineSession(Session session, @Nullable String machineId) {

    /**
     * Reads a page of {@code GET /Sessions}.
     *
     * @param unrecognized called for each session without a machine, and for a field that comes twice
     */
    public static Page<MachineSession> read(InputStream body, Consumer<ResponseField> unrecognized) throws IOException {
        List<MachineSession> sessions = new ArrayList<>();
        String continuationToken = SessionList.read(body, new SessionList.Sink() {
            @Override
            public void add(Session session, @Nullable String machineId) {
                sessions.add(new MachineSession(session, machineId));
                if (machineId == null) {
                    unrecognized.accept(ResponseField.MACHINE);
                }
            }

            @Override
            public void unrecognized(ResponseField field) {
                unrecognized.accept(field);
            }
        });
        return new Page<>(sessions, continuationToken);
    }
}
