package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * A session as the API lists it, with its texts unparsed.
 *
 * @param id Citrix's id of the session; null if it is not known
 * @param state text of {@code State}
 * @param appState text of {@code AppState}
 * @param hasConnection whether there is a {@code Connection}; servers may omit it
 * @param protocol text of {@code Connection.Protocol}
 * @param details fields that older servers do not have
 */
public record Session(
        @Nullable String id,
        @Nullable String state,
        @Nullable String appState,
        boolean hasConnection,
        @Nullable String protocol,
        SessionDetails details) {

    /** A session of which the server says nothing else. */
    public Session(
            @Nullable String id,
            @Nullable String state,
            @Nullable String appState,
            boolean hasConnection,
            @Nullable String protocol) {
        this(id, state, appState, hasConnection, protocol, SessionDetails.NONE);
    }

    SessionKind kind() {
        return new SessionKind(
                SessionState.PARSER.of(state), Protocol.PARSER.of(protocol), AppState.PARSER.of(appState));
    }
}
