package io.citrixexporter.citrix.throttle;

import java.util.OptionalLong;

/**
 * The number of requests that may be in flight at a controller, and when the next one may start, derived from its responses.
 * Additive increase, multiplicative decrease, with a gentle decrease and a quick recovery as in Netflix' concurrency-limits:
 * each 429 reduces the limit by a tenth, each healthy response increases it by one.
 *
 * <p>A 503 may concern a single machine. It reduces the limit only while most of the latest responses are 503. While the
 * {@link CircuitBreaker} says that the controller is unavailable, one request at a time probes it.
 *
 * <p>Times are monotonic, in nanoseconds. Not thread-safe.
 */
final class AdaptiveLimit {
    private static final double DECREASE = 0.9;

    /** 503 from a third of the machines fills this much of the window about once in a thousand windows. */
    private static final int OVERLOADED_IN_WINDOW = 20;

    private final int max;
    private final CircuitBreaker breaker;
    private int current;
    private int throttles;
    private long backoffUntil;

    /** The latest 32 responses, one bit each; 1 is a 503. */
    private int window;

    AdaptiveLimit(int max, long now) {
        this.max = max;
        this.breaker = new CircuitBreaker(max);
        this.current = max;
        this.backoffUntil = now;
    }

    /**
     * The state of the limit when a request started.
     *
     * @param retry whether the request is a retry
     * @param probe whether the request probes an unavailable controller
     * @param throttles number of consecutive responses that had requested a backoff
     */
    record Start(boolean retry, boolean probe, int throttles) {}

    Start start(boolean retry) {
        return new Start(retry, breaker.isUnavailable(), throttles);
    }

    /** The number of requests that may be in flight while the controller is available, at least 1. */
    int current() {
        return current;
    }

    boolean isReduced() {
        return current < max;
    }

    /** The number of requests that may be in flight now. */
    int allowed() {
        return breaker.isUnavailable() ? 1 : current;
    }

    /** When the next request may start. */
    long startsAt() {
        long probeAt = breaker.probeAt();
        return breaker.isUnavailable() && probeAt - backoffUntil > 0 ? probeAt : backoffUntil;
    }

    /** When the last backoff ends or has ended. */
    long backoffUntil() {
        return backoffUntil;
    }

    /** Whether requests are rejected, because the last probe has just failed. */
    boolean rejects(long now) {
        return breaker.rejects(now);
    }

    /** Whether most of the latest responses were 503. */
    private boolean isMostlyOverloaded() {
        return Integer.bitCount(window) >= OVERLOADED_IN_WINDOW;
    }

    void onHealthy() {
        record(false);
        current = Math.min(max, current + 1);
        throttles = 0;
        breaker.onHealthy();
    }

    /**
     * A request has ended.
     *
     * @param retryAt when the server accepts the next request, a monotonic time in nanoseconds, if it requested a backoff
     * @param random 0 to 1, for jitter
     */
    void onResult(LoadSignal load, OptionalLong retryAt, Start start, long now, double random) {
        switch (load) {
            case THROTTLED -> {
                decrease();
                throttled(retryAt, start, now, random);
            }
            case OVERLOADED -> {
                // A retry says nothing new about the controller.
                if (!start.retry()) {
                    record(true);
                    if (isMostlyOverloaded()) {
                        decrease();
                    }
                    if (isMostlyOverloaded() && current == 1) {
                        throttled(retryAt, start, now, random);
                    }
                }
                breaker.onFailure(start, now);
            }
            case UNAVAILABLE -> breaker.onFailure(start, now);
            case HEALTHY -> onHealthy();
            case NEUTRAL -> {}
        }
    }

    /** Requests that were in flight together with the one that started a backoff can only extend it. */
    private void throttled(OptionalLong retryAt, Start start, long now, double random) {
        boolean first = start.throttles() == throttles;
        if (retryAt.isPresent()) {
            backOff(retryAt.getAsLong(), now);
        } else if (first && throttles > 0) {
            backOff(now + Backoff.OVERLOAD.delay(throttles, random).toNanos(), now);
        }
        throttles += first ? 1 : 0;
    }

    void backOff(long until, long now) {
        long end = Math.min(until - now, RequestLimiter.MAX_BACKOFF.toNanos()) + now;
        backoffUntil = end - backoffUntil > 0 ? end : backoffUntil;
    }

    private void decrease() {
        current = Math.max(1, (int) (current * DECREASE));
    }

    private void record(boolean overload) {
        window = (window << 1) | (overload ? 1 : 0);
    }
}
