package io.citrixexporter.model;

/** What a session was started for. */
public enum SessionType implements CitrixValue {
    DESKTOP("Desktop"),
    APPLICATION("Application"),
    UNKNOWN("Unknown");

    public static final EnumParser<SessionType> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    SessionType(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
