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
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notAList();
            }
            String continuationToken = new SessionList(json, sink).readList();
            if (json.nextToken() != null) {
                throw notAList();
            }
            return continuationToken;
        }
    }

    private String readList() throws IOException {
        boolean items = false;
        String continuationToken = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                // Two lists, or two tokens, are two answers in one: nobody could say which is true.
                case "Items" -> {
                    if (items) {
                        throw notAList();
                    }
                    items = true;
                    readItems();
                }
                case "ContinuationToken" -> {
                    if (continuationToken != null) {
                        throw notAList();
                    }
                    continuationToken = textOf("");
                }
                default -> json.skipChildren();
            }
        }
        if (!items) {
            throw notAList();
        }
        return continuationToken == null ? "" : continuationToken;
    }

    private void readItems() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw notAList();
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                readSession();
            } else {
                // It still counts, as a session of which nothing is known: one odd item must not hide the others.
                json.skipChildren();
                sink.add(new Session(null, null, null, false, null), null);
            }
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
                case "Id" -> id = textOf(null);
                case "State" -> state = textOf(null);
                case "AppState" -> appState = textOf(null);
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
                text = textOf(null);
            } else {
                json.skipChildren();
            }
        }
        return text;
    }

    /** The text of a simple value, {@code absent} for null; an object or an array in its place is skipped. */
    @SuppressWarnings("NullAway") // Jackson's default value may be null, and then so is the result
    private String textOf(@Nullable String absent) throws IOException {
        json.skipChildren();
        return json.currentToken().isScalarValue() ? json.getValueAsString(absent) : absent;
    }

    private static CitrixException notAList() {
        return new CitrixException(Reason.BAD_RESPONSE, "the answer is JSON, but no list of sessions");
    }
}
