package io.citrixexporter.citrix;

import java.time.Duration;
import java.time.Instant;

/** Hears of every call to Citrix, so that it can be measured. Must be thread-safe and quick. */
public interface CallObserver {

    /**
     * A call has ended.
     *
     * @param outcome a status class such as {@code 2xx}, or the label of the {@link Reason} where there was no answer
     *     or none that could be used
     */
    void called(String site, Endpoint endpoint, String outcome, Duration took);

    /** The site has a new token, which Citrix accepts until then. */
    void renewed(String site, Instant expiresAt);

    /** So many requests may be under way at a time from now on, at least 1. */
    void limited(String site, int requests);

    /** Nothing more is asked of the site until then, because it has too much to do. */
    void paused(String site, Instant from, Instant until);

    /** The pause ends earlier than was said, at this moment: another controller is asked now. */
    void resumed(String site, Instant at);
}
