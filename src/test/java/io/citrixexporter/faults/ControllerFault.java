package io.citrixexporter.faults;

/** Failures of a whole controller. */
public enum ControllerFault {
    NONE(MachineFault.NONE, true),
    /** Its port is closed. */
    DEAD(MachineFault.RESET, false),
    /** It accepts connections and sends no response. */
    HANGS(MachineFault.HANG, false),
    /** Tokens and {@code /me} work; every sessions call fails. */
    SESSIONS_HANG(MachineFault.HANG, true),
    SESSIONS_500(MachineFault.STATUS_500, true),
    SESSIONS_503(MachineFault.STATUS_503, true),
    SESSIONS_RESET(MachineFault.RESET, true);

    private final MachineFault fault;
    private final boolean signsIn;

    ControllerFault(MachineFault fault, boolean signsIn) {
        this.fault = fault;
        this.signsIn = signsIn;
    }

    /** Whether tokens and {@code /me} work. */
    public boolean signsIn() {
        return signsIn;
    }

    MachineFault ofSessions() {
        return fault;
    }

    MachineFault ofOtherCalls() {
        return signsIn ? MachineFault.NONE : fault;
    }
}
