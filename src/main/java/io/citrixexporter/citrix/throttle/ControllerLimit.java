package io.citrixexporter.citrix.throttle;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The adaptive limit of one controller while it is in use. Learns from the requests that have ended, and reports each change to
 * the log and to a listener. Not thread-safe.
 */
final class ControllerLimit {
    private final int max;
    private final String site;
    private final TimeSource time;
    private final LimitListener listener;
    private final ThrottleLog log;
    private AdaptiveLimit limit;
    private boolean active;
    private @Nullable CitrixException lastFailure;

    ControllerLimit(String site, int max, TimeSource time, LimitListener listener, ThrottleLog log) {
        this.site = site;
        this.max = max;
        this.time = time;
        this.listener = listener;
        this.log = log;
        this.limit = new AdaptiveLimit(max, time.nanoTime());
    }

    AdaptiveLimit limit() {
        return limit;
    }

    /** Starts with the full limit and without a backoff. */
    void activate() {
        active = true;
        limit = new AdaptiveLimit(max, time.nanoTime());
        listener.limitChanged(site, max);
        listener.backoffCancelled(site);
    }

    /** Ignores late responses from now on. */
    void deactivate() {
        active = false;
    }

    /** The failure of the last probe, if it failed just now: no request is worth waiting for. */
    Optional<CitrixException> unavailable() {
        return limit.rejects(time.nanoTime()) ? Optional.ofNullable(lastFailure) : Optional.empty();
    }

    /** The failure that started the backoff, if one lasts. */
    Optional<CitrixException> throttled() {
        Duration remaining = time.until(limit.backoffUntil());
        return remaining.isNegative() || remaining.isZero() ? Optional.empty() : Optional.ofNullable(lastFailure);
    }

    /** Starts a backoff because of a failure elsewhere. */
    void backOff(CitrixException failure, long until) {
        if (active) {
            lastFailure = failure;
            change(() -> limit.backOff(until, time.nanoTime()));
        }
    }

    /** A request has ended. */
    void finished(AdaptiveLimit.Start start, @Nullable CitrixException failure) {
        if (!active) {
            return;
        }
        LoadSignal load = failure == null ? LoadSignal.HEALTHY : LoadSignal.of(failure);
        if (failure == null || load == LoadSignal.HEALTHY) {
            change(limit::onHealthy);
            log.healthy(limit);
            return;
        }
        if (load != LoadSignal.NEUTRAL) {
            lastFailure = failure;
        }
        double random = ThreadLocalRandom.current().nextDouble();
        change(() -> limit.onFailure(load, failure.retryAt(), start, time.nanoTime(), random));
        if (load == LoadSignal.THROTTLED || limit.isReduced()) {
            log.throttled(limit, failure);
        }
    }

    private void change(Runnable change) {
        int before = limit.current();
        long backoffBefore = limit.backoffUntil();
        change.run();
        if (limit.current() != before) {
            listener.limitChanged(site, limit.current());
        }
        if (limit.backoffUntil() != backoffBefore) {
            listener.backoffStarted(site, time.until(limit.backoffUntil()));
        }
    }
}
