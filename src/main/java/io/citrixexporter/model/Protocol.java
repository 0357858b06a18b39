package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * How the user's device talks to the session.
 *
 * <p>Source: the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, model of sessions).
 */
public enum Protocol {
    HDX("Hdx"),
    RDP("Rdp"),
    CONSOLE("Console"),
    UNKNOWN("Unknown");

    private static final EnumParser<Protocol> RECOGNIZED = new EnumParser<>(values(), Protocol::text, UNKNOWN);

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    /** Citrix's own spelling, which is also the value of the label. */
    public String text() {
        return text;
    }

    /** The constant for a text from the API; null, empty and unheard-of text is {@link #UNKNOWN}. */
    public static Protocol of(@Nullable String text) {
        return RECOGNIZED.of(text);
    }

    /** False for null, empty and text that Citrix does not document. */
    public static boolean recognizes(@Nullable String text) {
        return RECOGNIZED.recognizes(text);
    }
}
