package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of sessions and hands on each while it is read: of a session nothing is kept but what is counted.
 *
 * <p>Nearly every field may be null or absent (citrix-daas-rest-go, SessionResponseModel), and fields that are not
 * counted are skipped unread, whatever they hold.
 */
public final class SessionList {
    /** The fields asked for: what is counted, and nothing about users, their devices or addresses at top level. */
    public static final String FIELDS = "Id,State,AppState,Connection";

    /** The same with the machine, for a list of more than one machine's sessions. */
    public static final String FIELDS_WITH_MACHINE = FIELDS + ",Machine";

    private static final Map<String, ResponseField> FIELDS_READ = Stream.of(
                    ResponseField.ID,
                    ResponseField.STATE,
                    ResponseField.APP_STATE,
                    ResponseField.CONNECTION,
                    ResponseField.MACHINE)
            .collect(Collectors.toUnmodifiableMap(ResponseField::text, field -> field));

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

        /** A value that is not known, besides those of the sessions: a field that comes twice, or an odd continuation token. */
        void unrecognized(ResponseField field);
    }

    /**
     * Reads a whole list.
     *
     * @return the token with which the list goes on; empty at its end
     * @throws IOException if the body is not JSON, or cut off
     * @throws CitrixException {@link FailureReason#BAD_RESPONSE} if it is JSON, but no list of sessions
     */
    static String read(InputStream body, Sink sink) throws IOException {
        try (JsonParser json = JsonValues.JSON.createParser(body)) {
            SessionList sessions = new SessionList(json, sink);
            return ItemList.read(json, "sessions", item -> sessions.readItem(), sink::unrecognized);
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
        Set<ResponseField> seen = EnumSet.noneOf(ResponseField.class);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            ResponseField field = FIELDS_READ.get(name);
            if (field == null) {
                json.skipChildren();
                continue;
            }
            if (!seen.add(field)) {
                sink.unrecognized(field);
            }
            switch (field) {
                case ID -> id = JsonValues.id(json);
                case STATE -> state = JsonValues.text(json);
                case APP_STATE -> appState = JsonValues.text(json);
                case CONNECTION -> {
                    connection = value == JsonToken.START_OBJECT;
                    protocol = inside("Protocol", JsonValues::text, ResponseField.PROTOCOL);
                }
                default -> machineId = inside("Id", JsonValues::id, ResponseField.MACHINE);
            }
        }
        sink.add(new Session(id, state, appState, connection, protocol), machineId);
    }

    private @Nullable String inside(String name, JsonValues.Reader value, ResponseField field) throws IOException {
        return JsonValues.inside(json, name, value, () -> sink.unrecognized(field));
    }
}
