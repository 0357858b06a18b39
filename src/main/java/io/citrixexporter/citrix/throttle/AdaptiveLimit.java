package io.citrixexporter.citrix.throttle;

import java.util.OptionalLong;

/**
 * The number of requests that may be in flight at a controller, and when the next one may start, derived from its responses.
 * Additive increase, multiplicative decrease, with a gentle decrease and a quick recovery as in Netflix' concurrency-limits:
 * each 429 reduces the limit by a tenth, each healthy response increases it by one.
 *
 * <p>A 503 may concern a single machine. It reduces the limit only while most of the latest responses are 503. After
 * {@value #MIN_FAILURES} failures in a row, or two for each allowed request, the controller is unavailable, and one request a second
 * probes it.
 *
 * <p>Times are monotonic, in nanoseconds. Not thread-safe.
 */
final class AdaptiveLimit {
    static final int MIN_FAILURES = 16;

    private static final double DECREASE = 0.9;
    private static final int WINDOW = 32;

    /** 503 from a third of the machines fills this much of the window about once in a thousand windows. */
    private static final int OVERLOADED_IN_WINDOW = 20;

    private final int max;
    private final int maxFailures;
    private final boolean[] window = new boolean[WINDOW];
    private int next;
    private int overloads;
    private int current;
    private int throttles;
    private int failures;
    private long backoffUntil;
    private long probeAt;
    private boolean probeFailed;

    AdaptiveLimit(int max, long now) {
        this.max = max;
        // Requests that started together may fail together, although only some machines fail.
        this.maxFailures = Math.max(MIN_FAILURES, 2 * max);
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
        return new Start(retry, isUnavailable(), throttles);
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
        return isUnavailable() ? 1 : current;
    }

    /** When the next request may start. */
    long startsAt() {
        return isUnavailable() && probeAt - backoffUntil > 0 ? probeAt : backoffUntil;
    }

    /** When the last backoff ends or has ended. */
    long backoffUntil() {
        return backoffUntil;
    }

    /** Whether requests are rejected, because the last probe has just failed. */
    boolean rejects(long now) {
        return probeFailed && probeAt - now > 0;
    }

    private boolean isUnavailable() {
        return failures >= maxFailures;
    }

    /** Whether most of the latest responses were 503. */
    private boolean isMostlyOverloaded() {
        return overloads >= OVERLOADED_IN_WINDOW;
    }

    void onHealthy() {
        record(false);
        current = Math.min(max, current + 1);
        throttles = 0;
        failures = 0;
        probeFailed = false;
    }

    /**
     * A request failed.
     *
     * @param retryAt when the server accepts the next request, a monotonic time in nanoseconds, if it requested a backoff
     * @param random 0 to 1, for jitter
     */
    void onFailure(LoadSignal load, OptionalLong retryAt, Start start, long now, double random) {
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
                unavailable(start, now);
            }
            case UNAVAILABLE -> unavailable(start, now);
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

    private void unavailable(Start start, long now) {
        if (start.probe()) {
            probeFailed = true;
            probeAt = now + RequestLimiter.PROBE_INTERVAL.toNanos();
        } else if (!start.retry() && ++failures == maxFailures) {
            probeAt = now + RequestLimiter.PROBE_INTERVAL.toNanos();
        }
    }

    private void decrease() {
        current = Math.max(1, (int) (current * DECREASE));
    }

    private void record(boolean overload) {
        overloads += (overload ? 1 : 0) - (window[next] ? 1 : 0);
        window[next] = overload;
        next = (next + 1) % WINDOW;
    }
}
