package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether a machine's agent is registered with a controller.
 *
 * <p>Source: the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, model of machines).
 */
public enum RegistrationState {
    REGISTERED("Registered"),
    UNREGISTERED("Unregistered"),
    INITIALIZING("Initializing"),
    AGENT_ERROR("AgentError"),
    UNKNOWN("Unknown");

    private static final EnumParser<RegistrationState> RECOGNIZED =
            new EnumParser<>(values(), RegistrationState::text, UNKNOWN);

    private final String text;

    RegistrationState(String text) {
        this.text = text;
    }

    /** Citrix's own spelling, which is also the value of the label. */
    public String text() {
        return text;
    }

    /** The constant for a text from the API; null, empty and unheard-of text is {@link #UNKNOWN}. */
    public static RegistrationState of(@Nullable String text) {
        return RECOGNIZED.of(text);
    }

    /** False for null, empty and text that Citrix does not document. */
    public static boolean recognizes(@Nullable String text) {
        return RECOGNIZED.recognizes(text);
    }
}
