package io.citrixexporter.model;

/** What the session shows its user. */
public enum AppState implements CitrixValue {
    PRE_LOGON("PreLogon"),
    PRE_LAUNCHED("PreLaunched"),
    ACTIVE("Active"),
    DESKTOP("Desktop"),
    LINGERING("Lingering"),
    NO_APPS("NoApps"),
    UNKNOWN("Unknown");

    public static final EnumParser<AppState> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    AppState(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
