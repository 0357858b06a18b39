package io.citrixexporter.citrix.throttle;

import java.time.Duration;

/** Observes a limiter, for metrics. Must be thread-safe and quick. */
public interface LimitListener {

    /** So many requests may be in flight from now on, at least 1. */
    void limitChanged(int requests);

    /** No request is sent for this time; replaces a shorter backoff that has not ended. */
    void backoffStarted(Duration duration);

    /** The backoff ended before its time. */
    void backoffCancelled();
}
