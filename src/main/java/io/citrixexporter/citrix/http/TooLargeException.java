package io.citrixexporter.citrix.http;

import java.io.IOException;

/** Thrown into a response whose body has grown beyond what anybody should buffer. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String description;

    private TooLargeException(String description) {
        this.description = description;
    }

    static TooLargeException alone(long limit) {
        return new TooLargeException("the answer is larger than " + limit + " bytes");
    }

    static TooLargeException together(long limit) {
        return new TooLargeException("the answers that came in at the time were larger than " + limit
                + " bytes together, which is an eighth of Java's heap, and this was the largest");
    }

    String description() {
        return description;
    }
}
