package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * How many users a machine is made for.
 *
 * <p>Source: the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, model of machines).
 */
public enum SessionSupport {
    SINGLE_SESSION("SingleSession"),
    MULTI_SESSION("MultiSession"),
    UNKNOWN("Unknown");

    private static final EnumParser<SessionSupport> RECOGNIZED =
            new EnumParser<>(values(), SessionSupport::text, UNKNOWN);

    private final String text;

    SessionSupport(String text) {
        this.text = text;
    }

    /** Citrix's own spelling, which is also the value of the label. */
    public String text() {
        return text;
    }

    /** The constant for a text from the API; null, empty and unheard-of text is {@link #UNKNOWN}. */
    public static SessionSupport of(@Nullable String text) {
        return RECOGNIZED.of(text);
    }

    /** False for null, empty and text that Citrix does not document. */
    public static boolean recognizes(@Nullable String text) {
        return RECOGNIZED.recognizes(text);
    }
}
