package io.citrixexporter.model;

import java.util.Locale;

/** Why a call failed: a closed set, which is also the {@code reason} label. */
public enum FailureReason {
    /** Signing in failed, or the API refused a token that was just fetched. */
    AUTH,
    /** The account may not see it (403). */
    FORBIDDEN,
    /** The API knows no such machine (404). */
    NOT_FOUND,
    /** Too many requests (429), and no patience left to wait. */
    THROTTLED,
    /** No answer within the request timeout, or not reached before the deadline of the cycle. */
    TIMEOUT,
    /** No connection, or one that broke. */
    CONNECT,
    /** No trust: a certificate that does not fit, or no common protocol. */
    TLS,
    /** The server says that it failed (5xx). */
    SERVER_ERROR,
    /** An answer that is not what the API promises: HTML, cut-off JSON, a redirect, an unexpected status. */
    BAD_RESPONSE,
    /** The list ended with a token for more, which this call has no way to ask for: the counts are too low. */
    TRUNCATED,
    /** A response whose body is larger than the limit. */
    TOO_LARGE;

    /** Whether the failure may be one of the server as a whole: no response in time, or a server error. */
    public boolean unavailable() {
        return switch (this) {
            case CONNECT, TLS, TIMEOUT, SERVER_ERROR -> true;
            default -> false;
        };
    }

    /** The value of the label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
