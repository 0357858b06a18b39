package io.citrixexporter.citrix;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. The message is one line for the person on call; it holds neither a secret nor anything from the
 * body of an answer.
 */
public final class CitrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;

    CitrixException(Reason reason, String message) {
        this(reason, 0, message, null);
    }

    CitrixException(Reason reason, int status, String message, @Nullable Throwable cause) {
        // No stack trace: one per machine and cycle would cost more than it tells.
        super(message, cause, false, false);
        this.reason = reason;
        this.status = status;
    }

    /** A machine that was not reached, or had not answered, when the deadline of its cycle came. */
    public static CitrixException deadline() {
        return new CitrixException(Reason.TIMEOUT, "not done before the deadline of the cycle");
    }

    /** A list of sessions that is longer than what the API gave. */
    public static CitrixException truncated() {
        return new CitrixException(
                Reason.TRUNCATED, "the API holds more sessions than it lists; the counts are too low");
    }

    /** Why the call failed. */
    public Reason reason() {
        return reason;
    }

    /** The HTTP status, if there was an answer. */
    OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The same failure, its message followed by the id under which Citrix's support finds the call. */
    CitrixException inTransaction(String transactionId) {
        return new CitrixException(
                reason, status, getMessage() + " (Citrix-TransactionId " + transactionId + ")", getCause());
    }
}
