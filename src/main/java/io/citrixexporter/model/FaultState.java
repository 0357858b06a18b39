package io.citrixexporter.model;

/** What is wrong with a machine. */
public enum FaultState implements CitrixValue {
    NONE("None"),
    FAILED_TO_START("FailedToStart"),
    STUCK_ON_BOOT("StuckOnBoot"),
    UNREGISTERED("Unregistered"),
    MAX_CAPACITY("MaxCapacity"),
    VIRTUAL_MACHINE_NOT_FOUND("VirtualMachineNotFound"),
    UNKNOWN("Unknown");

    public static final EnumParser<FaultState> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    FaultState(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
