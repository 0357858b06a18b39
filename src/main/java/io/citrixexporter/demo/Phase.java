package io.citrixexporter.demo;

/** What a session may be doing, in the spellings of Citrix. */
enum Phase {
    LOGGING_ON("Connected", "PreLogon"),
    DESKTOP("Active", "Desktop"),
    DESKTOP_AWAY("Disconnected", "Desktop"),
    DESKTOP_LOGGING_OFF("Active", "Desktop"),
    PRELAUNCHED("Active", "PreLaunched"),
    APPLICATIONS("Active", "Active"),
    APPLICATIONS_AWAY("Disconnected", "Active"),
    LINGERING("Active", "Lingering"),
    LINGERING_AWAY("Disconnected", "Lingering"),
    NO_APPLICATIONS("Active", "NoApps"),
    NO_APPLICATIONS_AWAY("Disconnected", "NoApps"),
    APPLICATIONS_LOGGING_OFF("Active", "NoApps");

    private final String state;
    private final String appState;

    Phase(String state, String appState) {
        this.state = state;
        this.appState = appState;
    }

    String state() {
        return state;
    }

    String appState() {
        return appState;
    }

    boolean logonInProgress() {
        return this == LOGGING_ON;
    }

    boolean logoffInProgress() {
        return this == DESKTOP_LOGGING_OFF || this == APPLICATIONS_LOGGING_OFF;
    }
}
