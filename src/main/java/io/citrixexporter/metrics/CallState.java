package io.citrixexporter.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of the calls to a site.
 *
 * @param tokenExpiry when the token in use expires, if that is known
 * @param concurrencyLimit maximum number of requests in flight at present; 0 before the first request
 * @param backoff for how long no request is sent, because the site throttles the exporter; zero if it does not
 */
public record CallState(Optional<Instant> tokenExpiry, int concurrencyLimit, Duration backoff) {}
