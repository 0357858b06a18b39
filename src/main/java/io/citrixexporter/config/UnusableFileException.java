package io.citrixexporter.config;

/** Thrown when a file that the configuration names cannot be used; its message has the reason and the fix, and no secret. */
public final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String problem) {
        super(problem);
    }

    /** Why the file cannot be used, and how to fix it. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
