package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. The message is one line for the log. It contains no secret, and of the body of a response at most the
 * ids and names of sites, the type of an error and the names of its parameters.
 */
public final class CitrixException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;
    private final int status;
    private final boolean atLogin;
    private final boolean sent;
    private final @Nullable Long retryAt;

    public CitrixException(FailureReason reason, String message) {
        this(reason, 0, message);
    }

    public CitrixException(FailureReason reason, int status, String message) {
        this(reason, status, false, false, null, message);
    }

    private CitrixException(
            FailureReason reason, int status, boolean atLogin, boolean sent, @Nullable Long retryAt, String message) {
        // Without a stack trace, which would be expensive for one failure per machine and cycle.
        super(message, null, false, false);
        this.reason = reason;
        this.status = status;
        this.atLogin = atLogin;
        this.sent = sent;
        this.retryAt = retryAt;
    }

    /** A machine that did not respond, or was not polled, before the deadline of its cycle. */
    public static CitrixException deadline() {
        return new CitrixException(FailureReason.TIMEOUT, "not done before the deadline of the cycle");
    }

    /** The failure without what only the client needs. */
    public PollFailure asPollFailure() {
        return new PollFailure(reason, message(), sent);
    }

    /** Why the call failed. */
    public FailureReason reason() {
        return reason;
    }

    /** The HTTP status, if there was a response. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Whether the response had this HTTP status. */
    public boolean hasStatus(int other) {
        return status == other;
    }

    /** Whether fetching a token failed. */
    public boolean atLogin() {
        return atLogin;
    }

    /**
     * Whether a request was sent, so that the failure is about what it requested. Otherwise the login failed, a backoff
     * or the deadline came first, or the controller was unavailable.
     */
    public boolean sent() {
        return sent;
    }

    /** Whether the limiter rejected the request, and says when to retry. */
    public boolean rejected() {
        return !sent && !atLogin && retryAt != null;
    }

    /** Whether the credentials were rejected: no other login may follow, since the account might be locked. */
    public boolean rejectsCredentials() {
        return atLogin && reason == FailureReason.AUTH;
    }

    /** Whether the server requests a backoff: it is overloaded or throttles the exporter. */
    public boolean requestsBackoff() {
        return status == 429 || status == 503;
    }

    /** Whether a retry may succeed. */
    public boolean isTransient() {
        return reason == FailureReason.CONNECT || reason == FailureReason.SERVER_ERROR || requestsBackoff();
    }

    /** Whether it may be a failure of the controller as a whole, including its token endpoint. */
    public boolean isOfController() {
        return reason.unavailable() && (reason != FailureReason.SERVER_ERROR || atLogin);
    }

    /** When to retry, a monotonic time in nanoseconds, if the server or the limiter said so. */
    public OptionalLong retryAt() {
        return retryAt == null ? OptionalLong.empty() : OptionalLong.of(retryAt);
    }

    /** The same failure with the monotonic time of the next retry. */
    public CitrixException withRetryAt(long nanoTime) {
        return new CitrixException(reason, status, atLogin, sent, nanoTime, message());
    }

    /** The same failure as the reason why a request was not sent. */
    public CitrixException notSent(String why) {
        return new CitrixException(reason, status, atLogin, false, retryAt, "not sent, " + why + ": " + message());
    }

    /** The same failure of a token endpoint. */
    public CitrixException asLoginFailure(String host) {
        return new CitrixException(
                reason, status, true, sent, retryAt, message() + " (token endpoint on " + host + ")");
    }

    /** The same failure with more at the end of its message. */
    public CitrixException withDetail(String detail) {
        return new CitrixException(reason, status, atLogin, sent, retryAt, message() + detail);
    }

    /**
     * The same failure of a request that was sent, with the id by which Citrix's support finds it.
     *
     * @param transactionId null if none was sent
     */
    public CitrixException at(String host, @Nullable String transactionId) {
        String where = transactionId == null ? host : host + ", Citrix-TransactionId " + transactionId;
        return new CitrixException(reason, status, atLogin, true, retryAt, "%s (%s)".formatted(message(), where));
    }

    private String message() {
        return Objects.requireNonNull(getMessage());
    }
}
