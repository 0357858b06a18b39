package io.citrixexporter.faults;

/** Failures of the sessions call of a machine. */
public enum MachineFault {
    NONE("none", ""),
    /** Status 503 without {@code Retry-After}. */
    STATUS_503("503", "server_error"),
    STATUS_500("500", "server_error"),
    RESET("reset", "connect"),
    /** No response until the client closes the connection. */
    HANG("hang", "timeout"),
    /** A correct response after {@value #SLOWDOWN} times the latency of the site. */
    SLOW("slow", "");

    static final int SLOWDOWN = 5;

    private final String text;
    private final String reason;

    MachineFault(String text, String reason) {
        this.text = text;
        this.reason = reason;
    }

    String text() {
        return text;
    }

    /** The {@code reason} of the failed poll. */
    public String reason() {
        return reason;
    }

    /** Whether the poll of the machine fails at all. */
    public boolean fails() {
        return !reason.isEmpty();
    }

    /** Whether the poll fails without a delay, so that the cycle does not take longer. */
    public boolean failsAtOnce() {
        return fails() && this != HANG;
    }
}
