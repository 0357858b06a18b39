package io.citrixexporter.model;

/**
 * Whether a machine is on.
 *
 * <p>Source: the enum of the same name in the contract of Citrix's REST API (citrix-daas-rest-go, model of machines).
 */
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
