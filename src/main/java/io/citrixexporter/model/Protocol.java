package io.citrixexporter.model;

/** How the user's device talks to the session. */
public enum Protocol implements CitrixValue {
    HDX("Hdx"),
    RDP("Rdp"),
    CONSOLE("Console"),
    UNKNOWN("Unknown");

    public static final EnumParser<Protocol> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
