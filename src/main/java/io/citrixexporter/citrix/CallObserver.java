package io.citrixexporter.citrix;

import io.citrixexporter.citrix.throttle.LimitListener;
import io.citrixexporter.model.ResponseField;
import java.time.Duration;
import java.time.Instant;

/** Observes every call to Citrix, for metrics. Must be thread-safe and quick. */
public interface CallObserver {

    /**
     * A call has ended.
     *
     * @param outcome a status class such as {@code 2xx}, or the label of the {@link io.citrixexporter.model.FailureReason} if
     *     there was no valid response
     */
    void called(String site, Endpoint endpoint, String outcome, Duration took);

    /** The value of a field of a machine or of a list was not known. Those of sessions are part of their tally. */
    void unrecognized(String site, ResponseField field);

    /** The site has a new token, which expires at this time. */
    void renewed(String site, Instant expiresAt);

    /** The maximum number of requests in flight has changed, at least 1. */
    void limited(String site, int requests);

    /** A backoff has started or was extended: no request is sent to the site for this time. */
    void throttled(String site, Duration duration);

    /** The backoff ends now, because another controller is in use. */
    void throttlingCancelled(String site);

    /** Observes the limiters of a site. */
    default LimitListener limits(String site) {
        CallObserver observer = this;
        return new LimitListener() {
            @Override
            public void limitChanged(int requests) {
                observer.limited(site, requests);
            }

            @Override
            public void backoffStarted(Duration duration) {
                observer.throttled(site, duration);
            }

            @Override
            public void backoffCancelled() {
                observer.throttlingCancelled(site);
            }
        };
    }
}
