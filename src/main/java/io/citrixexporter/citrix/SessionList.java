package io.citrixexporter.citrix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.citrixexporter.session.Session;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of sessions and hands on each while it is read: of a session nothing is kept but what is counted.
 *
 * <p>Nearly every field may be null or absent (citrix-daas-rest-go, SessionResponseModel), and fields that are not
 * counted are skipped unread, whatever they hold.
 */
final class SessionList {
    /** The fields asked for: what is counted, and nothing about users, their devices or addresses at top level. */
    static final String FIELDS = "Id,State,AppState,Connection";

    /** The same with the machine, for a list of more than one machine's sessions. */
    static final String FIELDS_WITH_MACHINE = FIELDS + ",Machine";

    // Backslashes before any letter: \xHH has been seen in answers (Citrix's own onboarding script repairs them).
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private final JsonParser json;
    private final Sink sink;

    private SessionList(JsonParser json, Sink sink) {
        this.json = json;
        this.sink = sink;
    }

    /** Takes the sessions one by one. */
    interface Sink {
        /**
         * A session.
         *
         * @param machineId the id of its machine, null where the list does not say
         */
        void add(Session session, @Nullable String machineId);
    }

    /**
     * Reads a whole list.
     *
     * @return the token with which the list goes on; empty at its end
     * @throws IOException if the body is not JSON, or cut off
     * @throws CitrixException {@link Reason#BAD_RESPONSE} if it is JSON, but no list of sessions
     */
    static String read(InputStream body, Sink sink) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            SessionList sessions = new SessionList(json, sink);
            return ItemList.read(json, "sessions", item -> sessions.readItem());
        }
    }

    private void readItem() throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readSession();
        } else {
            // It still counts, as a session of which nothing is known: one odd item must not hide the others.
            json.skipChildren();
            sink.add(new Session(null, null, null, false, null), null);
        }
    }

    private void readSession() throws IOException {
        String id = null;
        String state = null;
        String appState = null;
        String protocol = null;
        String machineId = null;
        boolean connection = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "Id" -> id = ItemList.textOf(json, null);
                case "State" -> state = ItemList.textOf(json, null);
                case "AppState" -> appState = ItemList.textOf(json, null);
                case "Connection" -> {
                    connection = value == JsonToken.START_OBJECT;
                    protocol = textInside("Protocol");
                }
                case "Machine" -> machineId = textInside("Id");
                default -> json.skipChildren();
            }
        }
        sink.add(new Session(id, state, appState, connection, protocol), machineId);
    }

    /** The text of one field of the object at hand; null where there is no object. */
    private @Nullable String textInside(String field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        String text = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals(field)) {
                text = ItemList.textOf(json, null);
            } else {
                json.skipChildren();
            }
        }
        return text;
    }
}
