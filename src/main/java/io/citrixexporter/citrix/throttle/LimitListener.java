package io.citrixexporter.citrix.throttle;

import java.time.Duration;

/** Observes a limiter, for metrics. Must be thread-safe and quick. */
public interface LimitListener {

    /** The maximum number of requests in flight has changed, at least 1. */
    void limitChanged(int requests);

    /** No request is sent for this time; replaces a shorter backoff that has not ended. */
    void backoffStarted(Duration duration);

    /** The backoff has ended early. */
    void backoffCancelled();
}
