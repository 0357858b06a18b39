package io.citrixexporter.citrix.throttle;

/**
 * What the responses of a controller say about its load: how many requests may be in flight, and when the next one may
 * start. Additive increase, multiplicative decrease, with a gentle decrease and a quick recovery as in Netflix'
 * concurrency-limits: each 429 takes away a tenth, each healthy response gives back one.
 *
 * <p>A 503 may concern a single machine. It takes away a tenth only while most of the latest responses are 503. After
 * {@value #MIN_FAILURES} failures in a row, or two for each allowed request, the controller counts as unavailable, and gets one request a second as a probe.
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
    private int overloaded;
    private int current;
    private int throttles;
    private int failures;
    private long backoffUntil;
    private long probeAt;
    private boolean probeFailed;

    AdaptiveLimit(int max, long now) {
        this.max = max;
        // Requests that were started together may fail together, although only a part of the machines fails.
        this.maxFailures = Math.max(MIN_FAILURES, 2 * max);
        this.current = max;
        this.backoffUntil = now;
    }

    /**
     * A request at its start.
     *
     * @param retry whether the same was asked before
     * @param probe whether it tests an unavailable controller
     * @param throttles how many responses in a row had asked for a backoff
     */
    record Attempt(boolean retry, boolean probe, int throttles) {}

    Attempt start(boolean retry) {
        return new Attempt(retry, isUnavailable(), throttles);
    }

    /** How many requests may be in flight while the controller is available, at least 1. */
    int current() {
        return current;
    }

    boolean isReduced() {
        return current < max;
    }

    /** How many requests may be in flight now. */
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

    /** Whether a request is not worth waiting for: the last probe has just failed. */
    boolean rejects(long now) {
        return probeFailed && probeAt - now > 0;
    }

    private boolean isUnavailable() {
        return failures >= maxFailures;
    }

    /** Whether most of the latest responses were 503. */
    private boolean isOverloaded() {
        return overloaded >= OVERLOADED_IN_WINDOW;
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
     * @param random 0 to 1, for jitter
     */
    void onFailure(Outcome outcome, Attempt attempt, long now, double random) {
        switch (outcome.kind()) {
            case THROTTLED -> {
                decrease();
                throttled(outcome, attempt, now, random);
            }
            case OVERLOADED -> {
                // A machine that fails again says nothing new about its controller.
                if (!attempt.retry()) {
                    record(true);
                    if (isOverloaded()) {
                        decrease();
                    }
                    if (isOverloaded() && current == 1) {
                        throttled(outcome, attempt, now, random);
                    }
                }
                unavailable(attempt, now);
            }
            case UNAVAILABLE -> unavailable(attempt, now);
            case HEALTHY -> onHealthy();
            case NEUTRAL -> {}
        }
    }

    /** Requests that were in flight together with the one that started a backoff can only extend it. */
    private void throttled(Outcome outcome, Attempt attempt, long now, double random) {
        boolean first = attempt.throttles() == throttles;
        if (outcome.retryAt().isPresent()) {
            backOff(outcome.retryAt().getAsLong(), now);
        } else if (first && throttles > 0) {
            backOff(now + RequestLimiter.BACKOFF.delay(throttles, random).toNanos(), now);
        }
        throttles += first ? 1 : 0;
    }

    void backOff(long until, long now) {
        long end = Math.min(until - now, RequestLimiter.MAX_BACKOFF.toNanos()) + now;
        backoffUntil = end - backoffUntil > 0 ? end : backoffUntil;
    }

    private void unavailable(Attempt attempt, long now) {
        if (attempt.probe()) {
            probeFailed = true;
            probeAt = now + RequestLimiter.PROBE_INTERVAL.toNanos();
        } else if (!attempt.retry() && ++failures == maxFailures) {
            probeAt = now + RequestLimiter.PROBE_INTERVAL.toNanos();
        }
    }

    private void decrease() {
        current = Math.max(1, (int) (current * DECREASE));
    }

    private void record(boolean overload) {
        overloaded += (overload ? 1 : 0) - (window[next] ? 1 : 0);
        window[next] = overload;
        next = (next + 1) % WINDOW;
    }
}
