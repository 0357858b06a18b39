package io.citrixexporter.citrix;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import java.time.Duration;
import java.time.Instant;

/** Observes every call to Citrix, for metrics. Must be thread-safe and quick. */
public interface CallObserver {

    /**
     * A call has ended.
     *
     * @param outcome a status class such as {@code 2xx}, or the label of the {@link FailureReason} where there was no answer
     *     or none that could be used
     */
    void called(String site, Endpoint endpoint, String outcome, Duration took);

    /** The value of a field of a machine or of a list was not known. Those of sessions are part of their tally. */
    void unrecognized(String site, ResponseField field);

    /** The site has a new token, which Citrix accepts until then. */
    void renewed(String site, Instant expiresAt);

    /** So many requests may be in flight from now on, at least 1. */
    void limited(String site, int requests);

    /** No request is sent to the site for this time, because of 429 or 503. */
    void paused(String site, Duration duration);

    /** The pause ends now: another controller is in use. */
    void resumed(String site);
}
