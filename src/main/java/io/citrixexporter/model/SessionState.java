package io.citrixexporter.model;

/** What a session is doing for its user. */
public enum SessionState implements CitrixValue {
    ACTIVE("Active"),
    CONNECTED("Connected"),
    DISCONNECTED("Disconnected"),
    UNKNOWN("Unknown");

    public static final EnumParser<SessionState> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    SessionState(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
