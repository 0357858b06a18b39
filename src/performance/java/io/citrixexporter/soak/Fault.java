package io.citrixexporter.soak;

import java.util.Arrays;
import java.util.List;

/** What can be wrong with an answer. */
enum Fault {
    THROTTLED("429 with Retry-After in seconds"),
    UNAVAILABLE_UNTIL("503 with Retry-After as a date"),
    UNAVAILABLE("503"),
    FAILED("500"),
    BAD_GATEWAY("502 with a page"),
    PAGE("200 with an HTML page"),
    CUT_OFF("connection closed within the body"),
    CUT_OFF_JSON("JSON cut off"),
    EMPTY("empty body"),
    NO_JSON("invalid JSON"),
    WRONG_TYPE("wrong content type"),
    RESET("connection reset"),
    CLOSED("connection closed before the answer"),
    SLOW("answer after the request timeout"),
    DRIPPING("body that drips"),
    LYING_GZIP("gzip that is none"),
    CUT_OFF_GZIP("gzip cut off"),
    LARGE("body of 8 to 70 MiB"),
    NOT_FOUND("404 for a machine"),
    FORBIDDEN("403 for a machine");

    private static final List<Fault> OF_ANY_CALL =
            Arrays.stream(values()).filter(fault -> !fault.onlyMachines()).toList();

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A token endpoint or an inventory that knows nobody would be another story than a stumble. */
    private boolean onlyMachines() {
        return this == NOT_FOUND || this == FORBIDDEN;
    }

    static List<Fault> of(boolean machineCall) {
        return machineCall ? List.of(values()) : OF_ANY_CALL;
    }
}
