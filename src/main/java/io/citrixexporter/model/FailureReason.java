package io.citrixexporter.model;

import java.util.Locale;

/** Why a call failed: a closed set, which is also the {@code reason} label. */
public enum FailureReason {
    /** The login failed, or the API rejected a new token. */
    AUTH,
    /** The account lacks the right (403). */
    FORBIDDEN,
    /** The API has no such machine (404). */
    NOT_FOUND,
    /** Too many requests (429), and no time left to retry. */
    THROTTLED,
    /** No response within the request timeout, or not polled before the deadline of the cycle. */
    TIMEOUT,
    /** The connection failed or was closed. */
    CONNECT,
    /** The TLS handshake failed: an untrusted certificate, or no common protocol version. */
    TLS,
    /** A server error (5xx). */
    SERVER_ERROR,
    /** An invalid response: HTML, truncated JSON, a redirect, an unexpected status. */
    BAD_RESPONSE,
    /** The list ended with a continuation token although the call has no paging: the counts are too low. */
    TRUNCATED,
    /** The response body exceeds the limit. */
    TOO_LARGE;

    /** Whether the failure may be one of the server as a whole: no response in time, or a server error. */
    public boolean unavailable() {
        return switch (this) {
            case CONNECT, TLS, TIMEOUT, SERVER_ERROR -> true;
            default -> false;
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
