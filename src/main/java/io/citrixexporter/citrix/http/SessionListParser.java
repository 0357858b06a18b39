package io.citrixexporter.citrix.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.Session;
import io.citrixexporter.model.SessionDetails;
import io.citrixexporter.model.SessionTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of sessions and passes on each one while it is read; of a session only what is counted is kept.
 *
 * <p>Nearly every field may be null or absent (citrix-daas-rest-go, SessionResponseModel). Fields that are not counted are
 * skipped unread.
 */
public final class SessionListParser {
    /** The fields that every server has: what is counted, and nothing about users, their devices or addresses at top level. */
    public static final String CORE_FIELDS = "Id,State,AppState,Connection";

    /** The same and the life of a session. Older servers lack the formatted times. */
    public static final String FIELDS = CORE_FIELDS
            + ",SessionType,LogonInProgress,LogoffInProgress,FormattedStartTime,FormattedStateChangeTime,"
            + "FormattedAppStateLastChangeTime,EstablishmentDurationMilliseconds";

    /** The published applications that a session uses. */
    public static final String APPLICATIONS_FIELD = ",ApplicationsInUse";

    /** The machine of a session, for the list of the whole site. */
    public static final String MACHINE_FIELD = ",Machine";

    private final JsonParser json;
    private final Consumer<SiteSession> sessions;
    private final Consumer<ResponseField> unrecognized;

    private SessionListParser(JsonParser json, Consumer<SiteSession> sessions, Consumer<ResponseField> unrecognized) {
        this.json = json;
        this.sessions = sessions;
        this.unrecognized = unrecognized;
    }

    /** The sessions on one machine. */
    public static MachineSessions machineSessions(byte[] body) throws IOException {
        SessionTally.Counter counter = new SessionTally.Counter();
        String continuationToken = read(body, listed -> counter.add(listed.session()), counter::note);
        return new MachineSessions(counter.tally(), !continuationToken.isEmpty());
    }

    /**
     * A page of {@code GET /Sessions}.
     *
     * @param unrecognized called for each session without a machine, for a field that is there twice and for an invalid
     *     continuation token
     */
    public static Page<SiteSession> page(byte[] body, Consumer<ResponseField> unrecognized) throws IOException {
        List<SiteSession> sessions = new ArrayList<>();
        String continuationToken = read(
                body,
                session -> {
                    sessions.add(session);
                    if (session.machineId() == null) {
                        unrecognized.accept(ResponseField.MACHINE);
                    }
                },
                unrecognized);
        return new Page<>(sessions, continuationToken);
    }

    private static String read(byte[] body, Consumer<SiteSession> sessions, Consumer<ResponseField> unrecognized)
            throws IOException {
        return ItemListParser.read(
                body, "sessions", json -> new SessionListParser(json, sessions, unrecognized).readItem(), unrecognized);
    }

    private void readItem() throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            readSession();
        } else {
            // Counts as a session of which nothing is known: one invalid item must not hide the others.
            json.skipChildren();
            sessions.accept(new SiteSession(new Session(null, null, null, false, null), null));
        }
    }

    private void readSession() throws IOException {
        String id = null;
        String state = null;
        String appState = null;
        String protocol = null;
        String machineId = null;
        boolean connection = false;
        String type = null;
        Boolean logon = null;
        Boolean logoff = null;
        String start = null;
        String stateChange = null;
        String appStateChange = null;
        Integer establishment = null;
        List<String> applications = List.of();
        Set<ResponseField> seen = EnumSet.noneOf(ResponseField.class);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "Id" -> id = JsonValues.id(json);
                case "State" -> state = JsonValues.text(json);
                case "AppState" -> appState = JsonValues.text(json);
                case "Connection" -> {
                    connection = value == JsonToken.START_OBJECT;
                    protocol = inside("Protocol", JsonValues::text, ResponseField.PROTOCOL);
                }
                case "Machine" -> machineId = inside("Id", JsonValues::id, ResponseField.MACHINE);
                case "SessionType" -> type = JsonValues.text(json);
                case "LogonInProgress" -> logon = JsonValues.flag(json);
                case "LogoffInProgress" -> logoff = JsonValues.flag(json);
                case "FormattedStartTime" -> start = JsonValues.text(json);
                case "FormattedStateChangeTime" -> stateChange = JsonValues.text(json);
                case "FormattedAppStateLastChangeTime" -> appStateChange = JsonValues.text(json);
                case "EstablishmentDurationMilliseconds" -> establishment = JsonValues.count(json);
                case "ApplicationsInUse" -> applications = applications();
                default -> {
                    json.skipChildren();
                    continue;
                }
            }
            ResponseField field = ResponseField.named(name).orElseThrow();
            if (!seen.add(field)) {
                unrecognized.accept(field);
            }
        }
        SessionDetails details = new SessionDetails(
                type, logon, logoff, start, stateChange, appStateChange, establishment, applications);
        Session session = new Session(id, state, appState, connection, protocol, details);
        sessions.accept(new SiteSession(session, machineId));
    }

    /** The names of the applications; one without a name is left out. */
    private List<String> applications() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return List.of();
        }
        List<String> names = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String name = inside("Name", JsonValues::text, ResponseField.APPLICATIONS);
            if (name != null) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private @Nullable String inside(String name, JsonValues.Reader value, ResponseField field) throws IOException {
        return JsonValues.inside(json, name, value, () -> unrecognized.accept(field));
    }
}
