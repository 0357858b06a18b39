package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * A session as the API lists it, with its texts unparsed.
 *
 * @param id Citrix's id of the session
 * @param state text of {@code State}
 * @param appState text of {@code AppState}
 * @param hasConnection whether there is a {@code Connection}; servers may omit it
 * @param protocol text of {@code Connection.Protocol}
 */
public record Session(
        @Nullable String id,
        @Nullable String state,
        @Nullable String appState,
        boolean hasConnection,
        @Nullable String protocol) {

    SessionKind kind() {
        return new SessionKind(
                SessionState.PARSER.of(state), Protocol.PARSER.of(protocol), AppState.PARSER.of(appState));
    }
}
