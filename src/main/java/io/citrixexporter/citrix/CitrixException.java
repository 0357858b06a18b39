package io.citrixexporter.citrix;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. The message is one line for the person on call; it holds no secret, and of the body of an answer
 * at most the ids and names of sites.
 */
public final class CitrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;
    private final boolean atSignIn;
    private final @Nullable Instant notBefore;

    CitrixException(Reason reason, String message) {
        this(reason, 0, message, null);
    }

    CitrixException(Reason reason, int status, String message, @Nullable Throwable cause) {
        this(reason, status, false, null, message, cause);
    }

    private CitrixException(
            Reason reason,
            int status,
            boolean atSignIn,
            @Nullable Instant notBefore,
            @Nullable String message,
            @Nullable Throwable cause) {
        // No stack trace: one per machine and cycle would cost more than it tells.
        super(message, cause, false, false);
        this.reason = reason;
        this.status = status;
        this.atSignIn = atSignIn;
        this.notBefore = notBefore;
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

    /** A configured machine that the inventory does not know, so that no session can be said to be on it. */
    public static CitrixException notInInventory() {
        return new CitrixException(Reason.NOT_FOUND, "the inventory does not know it");
    }

    /** A list of the site's sessions that does not say on which machine they are. */
    public static CitrixException withoutMachine() {
        return new CitrixException(
                Reason.BAD_RESPONSE, "a session in the list of the site has no machine; use strategy per-machine");
    }

    /** Why the call failed. */
    public Reason reason() {
        return reason;
    }

    /** The HTTP status, if there was an answer. */
    OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether a token was asked for. */
    boolean atSignIn() {
        return atSignIn;
    }

    /** Whether the server has too much to do, and wants to be left alone for a while. */
    boolean overloaded() {
        return status == 429 || status == 503;
    }

    /** When the server may be asked again, if it said so. */
    Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }

    /** The same failure, with the moment from which on the server may be asked again. */
    CitrixException notBefore(Instant moment) {
        return new CitrixException(reason, status, atSignIn, moment, getMessage(), getCause());
    }

    /** The same failure, for a request that was not sent because the cycle ends before it may be. */
    CitrixException untilAfterTheCycle(Instant moment) {
        return new CitrixException(
                reason,
                status,
                atSignIn,
                moment,
                "nothing is asked before " + moment.truncatedTo(ChronoUnit.SECONDS)
                        + ", and the cycle ends before that: " + getMessage(),
                getCause());
    }

    /** The same failure, as one of the token endpoint on a host. */
    CitrixException signingInAt(String host) {
        return new CitrixException(
                reason, status, true, notBefore, getMessage() + " (token endpoint on " + host + ")", getCause());
    }

    /** The same failure, its message followed by the id under which Citrix's support finds the call. */
    CitrixException at(String host, String transactionId) {
        return new CitrixException(
                reason,
                status,
                atSignIn,
                notBefore,
                "%s (%s, Citrix-TransactionId %s)".formatted(getMessage(), host, transactionId),
                getCause());
    }
}
