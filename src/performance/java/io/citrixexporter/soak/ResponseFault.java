package io.citrixexporter.soak;

import java.util.Arrays;
import java.util.List;

/** The faults of responses. */
enum ResponseFault {
    THROTTLED("429 with Retry-After in seconds"),
    UNAVAILABLE_UNTIL("503 with Retry-After as a date"),
    UNAVAILABLE("503"),
    FAILED("500"),
    BAD_GATEWAY("502 with a page"),
    PAGE("200 with an HTML page"),
    TRUNCATED("connection closed within the body"),
    TRUNCATED_JSON("truncated JSON"),
    EMPTY("empty body"),
    INVALID_JSON("invalid JSON"),
    WRONG_TYPE("wrong content type"),
    RESET("connection reset"),
    CLOSED("connection closed before the response"),
    SLOW("response after the request timeout"),
    SLOW_BODY("slow body"),
    INVALID_GZIP("invalid gzip"),
    TRUNCATED_GZIP("truncated gzip"),
    LARGE("body of 8 to 70 MiB"),
    NOT_FOUND("404 for a machine"),
    FORBIDDEN("403 for a machine");

    private static final List<ResponseFault> OF_ANY_CALL =
            Arrays.stream(values()).filter(fault -> !fault.onlyMachines()).toList();

    private final String text;

    ResponseFault(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A token endpoint or an inventory without access would be a lasting failure. */
    private boolean onlyMachines() {
        return this == NOT_FOUND || this == FORBIDDEN;
    }

    static List<ResponseFault> of(boolean machineCall) {
        return machineCall ? List.of(values()) : OF_ANY_CALL;
    }
}
