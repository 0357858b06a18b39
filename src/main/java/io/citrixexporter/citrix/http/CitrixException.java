package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. The message is one line for the person on call; it holds no secret, and of the body of an answer
 * at most the ids and names of sites, and the type of an error and the names of its parameters.
 */
public final class CitrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final int status;
    private final boolean atSignIn;
    private final boolean sent;
    private final @Nullable Long retryAt;

    public CitrixException(FailureReason reason, String message) {
        this(reason, 0, message, null);
    }

    public CitrixException(FailureReason reason, int status, String message, @Nullable Throwable cause) {
        this(reason, status, false, false, null, message, cause);
    }

    private CitrixException(
            FailureReason reason,
            int status,
            boolean atSignIn,
            boolean sent,
            @Nullable Long retryAt,
            @Nullable String message,
            @Nullable Throwable cause) {
        // No stack trace: one per machine and cycle would cost more than it tells.
        super(message, cause, false, false);
        this.reason = reason;
        this.status = status;
        this.atSignIn = atSignIn;
        this.sent = sent;
        this.retryAt = retryAt;
    }

    /** A machine that was not reached, or had not answered, when the deadline of its cycle came. */
    public static CitrixException deadline() {
        return new CitrixException(FailureReason.TIMEOUT, "not done before the deadline of the cycle");
    }

    /** A list of sessions that is longer than what the API gave. */
    public static CitrixException truncated() {
        return new CitrixException(
                FailureReason.TRUNCATED, "the API holds more sessions than it lists; the counts are too low");
    }

    /** A configured machine that the inventory does not know, so that no session can be said to be on it. */
    public static CitrixException notInInventory() {
        return new CitrixException(FailureReason.NOT_FOUND, "the inventory does not know it");
    }

    /** A list of the site's sessions of which none says on which machine it is. */
    public static CitrixException withoutMachine() {
        return new CitrixException(
                FailureReason.BAD_RESPONSE,
                "no session in the list of the site says on which machine it is; use strategy per-machine");
    }

    /** The failure without what only the client needs. */
    public PollFailure asPollFailure() {
        return new PollFailure(reason, message(), sent);
    }

    private String message() {
        return Objects.requireNonNull(getMessage());
    }

    /** Why the call failed. */
    public FailureReason reason() {
        return reason;
    }

    /** The HTTP status, if there was an answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether a token was asked for. */
    public boolean atSignIn() {
        return atSignIn;
    }

    /**
     * Whether a request was sent, so that the failure is about what was asked for. Otherwise the login failed, a backoff
     * or the deadline came first, or the controller was unavailable.
     */
    public boolean sent() {
        return sent;
    }

    /** Whether the limiter did not send the request, and says when it may. */
    public boolean rejected() {
        return !sent && !atSignIn && retryAt != null;
    }

    /** Whether the server has too much to do, and wants to be left alone for a while. */
    public boolean overloaded() {
        return status == 429 || status == 503;
    }

    /** Whether the failure may be one of the server as a whole: no response in time, or a server error. */
    public boolean unavailable() {
        return reason.unavailable();
    }

    /** Whether the same call may succeed a moment later. */
    public boolean isTransient() {
        return reason == FailureReason.CONNECT || reason == FailureReason.SERVER_ERROR || overloaded();
    }

    /** The monotonic time, in nanoseconds, from which on the server may be asked again, if it said so. */
    public OptionalLong retryAt() {
        return retryAt == null ? OptionalLong.empty() : OptionalLong.of(retryAt);
    }

    /** The same failure, with the monotonic time from which on the server may be asked again. */
    public CitrixException retryAt(long nanoTime) {
        return new CitrixException(reason, status, atSignIn, sent, nanoTime, getMessage(), getCause());
    }

    /** The same failure, as the reason why a request was not sent. */
    public CitrixException notSent(String why) {
        return new CitrixException(
                reason, status, atSignIn, false, retryAt, "not sent, " + why + ": " + getMessage(), getCause());
    }

    /** The same failure, as one of the token endpoint on a host. */
    public CitrixException signingInAt(String host) {
        return new CitrixException(
                reason, status, true, sent, retryAt, getMessage() + " (token endpoint on " + host + ")", getCause());
    }

    /** The same failure with more at the end of its message. */
    public CitrixException withDetail(String detail) {
        return new CitrixException(reason, status, atSignIn, sent, retryAt, getMessage() + detail, getCause());
    }

    /**
     * The same failure of a request that was sent, its message followed by the id under which Citrix's support finds it.
     *
     * @param transactionId null if none was sent
     */
    public CitrixException at(String host, @Nullable String transactionId) {
        String where = transactionId == null ? host : host + ", Citrix-TransactionId " + transactionId;
        return new CitrixException(
                reason, status, atSignIn, true, retryAt, "%s (%s)".formatted(getMessage(), where), getCause());
    }
}
