package io.citrixexporter.config;

/** Thrown when a file that the configuration names cannot be used. */
public final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    UnusableFileException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /** Why the file cannot be used, and how to fix it; without a secret. */
    public String problem() {
        return problem;
    }
}
