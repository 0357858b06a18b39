package io.citrixexporter.model;

/** Whether a machine is on. */
public enum PowerState implements CitrixValue {
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

    public static final EnumParser<PowerState> PARSER = new EnumParser<>(values(), UNKNOWN);

    private final String text;

    PowerState(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
