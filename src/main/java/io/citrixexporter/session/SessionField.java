package io.citrixexporter.session;

/** A field of a session, as Citrix names it. */
public enum SessionField {
    STATE("State"),
    APP_STATE("AppState"),
    PROTOCOL("Protocol"),
    CONNECTION("Connection");

    private final String text;

    SessionField(String text) {
        this.text = text;
    }

    /** Citrix's name, which is also the value of the label. */
    public String text() {
        return text;
    }
}
