package io.citrixexporter.model;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a machine.
 *
 * <p>Source: the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, model of machines).
 */
public enum FaultState {
    NONE("None"),
    FAILED_TO_START("FailedToStart"),
    STUCK_ON_BOOT("StuckOnBoot"),
    UNREGISTERED("Unregistered"),
    MAX_CAPACITY("MaxCapacity"),
    VIRTUAL_MACHINE_NOT_FOUND("VirtualMachineNotFound"),
    UNKNOWN("Unknown");

    private static final EnumParser<FaultState> RECOGNIZED = new EnumParser<>(values(), FaultState::text, UNKNOWN);

    private final String text;

    FaultState(String text) {
        this.text = text;
    }

    /** Citrix's own spelling, which is also the value of the label. */
    public String text() {
        return text;
    }

    /** The constant for a text from the API; null, empty and unheard-of text is {@link #UNKNOWN}. */
    public static FaultState of(@Nullable String text) {
        return RECOGNIZED.of(text);
    }

    /** False for null, empty and text that Citrix does not document. */
    public static boolean recognizes(@Nullable String text) {
        return RECOGNIZED.recognizes(text);
    }
}
