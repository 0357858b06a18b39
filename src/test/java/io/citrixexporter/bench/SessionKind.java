package io.citrixexporter.bench;

import java.util.List;

/** The counted properties of a session. Ten consecutive sessions are of six kinds, so a machine has 20 series. */
record SessionKind(String state, String protocol, String appState) {
    private static final SessionKind DESKTOP = new SessionKind("Active", "Hdx", "Desktop");
    private static final SessionKind APPLICATION = new SessionKind("Active", "Hdx", "Active");

    private static final List<SessionKind> TEN = List.of(
            DESKTOP,
            APPLICATION,
            new SessionKind("Disconnected", "Hdx", "Desktop"),
            DESKTOP,
            new SessionKind("Active", "Rdp", "Desktop"),
            APPLICATION,
            new SessionKind("Connected", "Hdx", "PreLaunched"),
            DESKTOP,
            new SessionKind("Disconnected", "Hdx", "Lingering"),
            DESKTOP);

    static SessionKind of(int machine, int session) {
        return TEN.get((machine + session) % TEN.size());
    }
}
