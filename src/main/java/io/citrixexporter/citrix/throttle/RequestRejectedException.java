package io.citrixexporter.citrix.throttle;

import java.time.Duration;
import java.util.Optional;

/** A request was not sent. The cause is the failure that led to it. */
public final class RequestRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> backoff;

    private RequestRejectedException(Throwable cause, Optional<Duration> backoff) {
        super("not sent", cause, false, false);
        this.backoff = backoff;
    }

    /** The backoff that the cause requested ends after the deadline of the request. */
    static RequestRejectedException backoff(Throwable cause, Duration remaining) {
        return new RequestRejectedException(cause, Optional.of(remaining));
    }

    /** The server does not respond to any request. */
    static RequestRejectedException unavailable(Throwable cause) {
        return new RequestRejectedException(cause, Optional.empty());
    }

    /** How long the backoff still lasts; empty if the server is unavailable. */
    public Optional<Duration> backoff() {
        return backoff;
    }
}
