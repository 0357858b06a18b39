package io.citrixexporter.citrix.throttle;

/**
 * Whether a controller is unavailable: after {@value #MIN_FAILURES} failures in a row, or two for each allowed request. Then one
 * request a second probes it.
 *
 * <p>Times are monotonic, in nanoseconds. Not thread-safe.
 */
final class CircuitBreaker {
    static final int MIN_FAILURES = 16;

    private final int maxFailures;
    private int failures;
    private long probeAt;
    private boolean probeFailed;

    /**
     * A controller that is available.
     *
     * @param maxRequests maximum number of requests in flight
     */
    CircuitBreaker(int maxRequests) {
        // Requests that started together may fail together, although only some machines fail.
        this.maxFailures = Math.max(MIN_FAILURES, 2 * maxRequests);
    }

    boolean isUnavailable() {
        return failures >= maxFailures;
    }

    /** When the next probe of an unavailable controller may start. */
    long probeAt() {
        return probeAt;
    }

    /** Whether requests are rejected, because the last probe has just failed. */
    boolean rejects(long now) {
        return probeFailed && probeAt - now > 0;
    }

    void onHealthy() {
        failures = 0;
        probeFailed = false;
    }

    void onFailure(AdaptiveLimit.Start start, long now) {
        if (start.probe()) {
            probeFailed = true;
            probeAt = now + RequestLimiter.PROBE_INTERVAL.toNanos();
        } else if (!start.retry() && ++failures == maxFailures) {
            probeAt = now + RequestLimiter.PROBE_INTERVAL.toNanos();
        }
    }
}
