package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * What the session shows its user.
 *
 * <p>Source: the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, model of sessions).
 */
public enum AppState {
    PRE_LOGON("PreLogon"),
    PRE_LAUNCHED("PreLaunched"),
    ACTIVE("Active"),
    DESKTOP("Desktop"),
    LINGERING("Lingering"),
    NO_APPS("NoApps"),
    UNKNOWN("Unknown");

    private static final EnumParser<AppState> RECOGNIZED = new EnumParser<>(values(), AppState::text, UNKNOWN);

    private final String text;

    AppState(String text) {
        this.text = text;
    }

    /** Citrix's own spelling, which is also the value of the label. */
    public String text() {
        return text;
    }

    /** The constant for a text from the API; null, empty and unheard-of text is {@link #UNKNOWN}. */
    public static AppState of(@Nullable String text) {
        return RECOGNIZED.of(text);
    }

    /** False for null, empty and text that Citrix does not document. */
    public static boolean recognizes(@Nullable String text) {
        return RECOGNIZED.recognizes(text);
    }
}
