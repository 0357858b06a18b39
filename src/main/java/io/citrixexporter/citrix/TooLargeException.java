package io.citrixexporter.citrix;

import java.io.IOException;

/** Thrown into a response whose body has grown beyond what anybody should buffer. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long limit;

    TooLargeException(long limit) {
        this.limit = limit;
    }

    String description() {
        return "the answer is larger than " + limit + " bytes";
    }
}
