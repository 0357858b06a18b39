package io.citrixexporter.citrix.throttle;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The adaptive limit of one controller while it is in use. Learns from the requests that have ended, and reports each change to
 * the log and to a listener. Not thread-safe.
 */
final class ControllerLimit {
    private static final Logger LOG = Logger.getLogger(ControllerLimit.class);

    /** After this time without throttling it is logged as ended. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final int max;
    private final String site;
    private final TimeSource time;
    private final LimitListener listener;
    private AdaptiveLimit limit;
    private boolean active;
    private @Nullable CitrixException lastFailure;
    private boolean throttlingLogged;
    private long lastThrottled;

    ControllerLimit(String site, int max, TimeSource time, LimitListener listener) {
        this.site = site;
        this.max = max;
        this.time = time;
        this.listener = listener;
        this.limit = new AdaptiveLimit(max, time.nanoTime());
    }

    int allowed() {
        return limit.allowed();
    }

    long startsAt() {
        return limit.startsAt();
    }

    long backoffUntil() {
        return limit.backoffUntil();
    }

    AdaptiveLimit.Start start(boolean retry) {
        return limit.start(retry);
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
        LoadSignal load = LoadSignal.of(failure);
        if (load != LoadSignal.HEALTHY && load != LoadSignal.NEUTRAL) {
            lastFailure = failure;
        }
        OptionalLong retryAt = failure == null ? OptionalLong.empty() : failure.retryAt();
        double random = ThreadLocalRandom.current().nextDouble();
        change(() -> limit.onResult(load, retryAt, start, time.nanoTime(), random));
        if (failure == null || load == LoadSignal.HEALTHY) {
            logEndOfThrottling();
        } else if (load == LoadSignal.THROTTLED || limit.isReduced()) {
            logThrottling(failure);
        }
    }

    private void logThrottling(CitrixException failure) {
        if (!throttlingLogged) {
            LOG.warnf("%s: throttled, at most %d requests in flight: %s", site, limit.current(), failure.getMessage());
        }
        throttlingLogged = true;
        lastThrottled = time.nanoTime();
    }

    private void logEndOfThrottling() {
        if (throttlingLogged && !limit.isReduced() && time.since(lastThrottled).compareTo(QUIET) >= 0) {
            throttlingLogged = false;
            LOG.infof("%s: no longer throttled, at most %d requests in flight", site, limit.current());
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
