package io.citrixexporter.model;

/**
 * The properties that sessions are counted by.
 *
 * @param state what the session is doing for its user
 * @param protocol how the user's device talks to it
 * @param appState what it shows its user
 */
public record SessionKind(SessionState state, Protocol protocol, AppState appState) {}
