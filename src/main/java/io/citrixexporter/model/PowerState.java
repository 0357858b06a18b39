package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether a machine is on.
 *
 * <p>Source: the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, model of machines).
 */
public enum PowerState {
    ON("On"),
    OFF("Off"),
    SUSPENDED("Suspended"),
    TURNING_ON("TurningOn"),
    TURNING_OFF("TurningOff"),
    SUSPENDING("Suspending"),
    RESUMING("Resuming"),
    UNMANAGED("Unmanaged"),
    UNAVAILABLE("Unavailable"),
    NOT_SUPPORTED("NotSupported"),
    VIRTUAL_MACHINE_NOT_FOUND("VirtualMachineNotFound"),
    UNKNOWN("Unknown");

    private static final EnumParser<PowerState> RECOGNIZED = new EnumParser<>(values(), PowerState::text, UNKNOWN);

    private final String text;

    PowerState(String text) {
        this.text = text;
    }

    /** Citrix's own spelling, which is also the value of the label. */
    public String text() {
        return text;
    }

    /** The constant for a text from the API; null, empty and unheard-of text is {@link #UNKNOWN}. */
    public static PowerState of(@Nullable String text) {
        return RECOGNIZED.of(text);
    }

    /** False for null, empty and text that Citrix does not document. */
    public static boolean recognizes(@Nullable String text) {
        return RECOGNIZED.recognizes(text);
    }
}
