package io.citrixexporter.citrix.throttle;

import java.time.Duration;

/** Is notified of the limiters of all sites, for metrics. Must be thread-safe and quick; what it does not override it ignores. */
public interface LimitListener {

    /** The maximum number of requests in flight has changed, at least 1. */
    default void limitChanged(String site, int requests) {}

    /** A backoff has started or was extended: no request is sent to the site for this time. */
    default void backoffStarted(String site, Duration duration) {}

    /** The backoff ends now, because another controller is in use. */
    default void backoffCancelled(String site) {}
}
