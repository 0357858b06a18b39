package io.citrixexporter.citrix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.citrixexporter.session.Session;
import io.citrixexporter.session.SessionTally;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that lists sessions, counted while it is read: of a session nothing is kept but what is counted.
 *
 * <p>Nearly every field may be null or absent (citrix-daas-rest-go, SessionResponseModel), and fields that are not
 * counted are skipped unread, whatever they hold.
 *
 * @param tally the sessions
 * @param truncated whether the server says that there are more; this call has no way to ask for them
 */
public record SessionsAnswer(SessionTally tally, boolean truncated) {

    /** The fields asked for: what is counted, and nothing about users, their devices or addresses at top level. */
    static final String FIELDS = "Id,State,AppState,Connection";

    // Backslashes before any letter: \xHH has been seen in answers (Citrix's own onboarding script repairs them).
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    /**
     * Reads and counts.
     *
     * @throws IOException if the body is not JSON, or cut off
     * @throws CitrixException {@link Reason#BAD_RESPONSE} if it is JSON, but no list of sessions
     */
    static SessionsAnswer read(byte[] body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw notAList();
            }
            SessionsAnswer answer = readList(json);
            if (json.nextToken() != null) {
                throw notAList();
            }
            return answer;
        }
    }

    private static SessionsAnswer readList(JsonParser json) throws IOException {
        SessionTally.Counter counter = null;
        boolean truncated = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "Items" -> counter = readItems(json);
                case "ContinuationToken" -> truncated = !textOf(json, "").isEmpty();
                default -> json.skipChildren();
            }
        }
        if (counter == null) {
            throw notAList();
        }
        return new SessionsAnswer(counter.tally(), truncated);
    }

    private static SessionTally.Counter readItems(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw notAList();
        }
        SessionTally.Counter counter = new SessionTally.Counter();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            counter.add(json.currentToken() == JsonToken.START_OBJECT ? readSession(json) : oddItem(json));
        }
        return counter;
    }

    /** An item that is no object still counts, as a session of which nothing is known: it must not hide the others. */
    private static Session oddItem(JsonParser json) throws IOException {
        json.skipChildren();
        return new Session(null, null, null, false, null);
    }

    private static Session readSession(JsonParser json) throws IOException {
        String id = null;
        String state = null;
        String appState = null;
        String protocol = null;
        boolean connection = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "Id" -> id = textOf(json, null);
                case "State" -> state = textOf(json, null);
                case "AppState" -> appState = textOf(json, null);
                case "Connection" -> {
                    connection = value == JsonToken.START_OBJECT;
                    protocol = connection ? readProtocol(json) : null;
                }
                default -> json.skipChildren();
            }
        }
        return new Session(id, state, appState, connection, protocol);
    }

    private static @Nullable String readProtocol(JsonParser json) throws IOException {
        String protocol = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("Protocol")) {
                protocol = textOf(json, null);
            } else {
                json.skipChildren();
            }
        }
        return protocol;
    }

    /** The text of a simple value, {@code absent} for null; an object or an array in its place is skipped. */
    @SuppressWarnings("NullAway") // Jackson's default value may be null, and then so is the result
    private static String textOf(JsonParser json, @Nullable String absent) throws IOException {
        json.skipChildren();
        return json.currentToken().isScalarValue() ? json.getValueAsString(absent) : absent;
    }

    private static CitrixException notAList() {
        return new CitrixException(Reason.BAD_RESPONSE, "the answer is JSON, but no list of sessions");
    }
}
