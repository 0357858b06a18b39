package io.citrixexporter.citrix.throttle;

import io.citrixexporter.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The adaptive limit of one controller while it is in use. Learns from the requests that have ended, and reports each change to
 * the log and to a listener. Not thread-safe.
 */
final class ControllerLimit {
    private final int max;
    private final Function<Throwable, Outcome> classifier;
    private final TimeSource time;
    private final LimitListener listener;
    private final ThrottleLog log;
    private AdaptiveLimit limit;
    private boolean active;
    private @Nullable Throwable lastFailure;

    ControllerLimit(
            int max,
            Function<Throwable, Outcome> classifier,
            TimeSource time,
            LimitListener listener,
            ThrottleLog log) {
        this.max = max;
        this.classifier = classifier;
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
        listener.limitChanged(max);
        listener.backoffCancelled();
    }

    /** Ignores late responses from now on. */
    void deactivate() {
        active = false;
    }

    /** The failure of the last probe, if it failed just now: no request is worth waiting for. */
    Optional<Throwable> unavailable() {
        return limit.rejects(time.nanoTime()) ? Optional.ofNullable(lastFailure) : Optional.empty();
    }

    /** The failure that started the backoff, if one lasts. */
    Optional<Throwable> throttled() {
        Duration remaining = time.until(limit.backoffUntil());
        return remaining.isNegative() || remaining.isZero() ? Optional.empty() : Optional.ofNullable(lastFailure);
    }

    /** Starts a backoff because of a failure elsewhere. */
    void backOff(Throwable failure, long until) {
        if (active) {
            lastFailure = failure;
            change(() -> limit.backOff(until, time.nanoTime()));
        }
    }

    /** A request has ended. */
    void finished(AdaptiveLimit.Start start, @Nullable Throwable failure) {
        if (!active) {
            return;
        }
        Outcome outcome = failure == null ? null : classifier.apply(failure);
        if (failure == null || outcome == null || outcome.kind() == Outcome.Kind.HEALTHY) {
            change(limit::onHealthy);
            log.healthy(limit);
            return;
        }
        if (outcome.kind() != Outcome.Kind.NEUTRAL) {
            lastFailure = failure;
        }
        double random = ThreadLocalRandom.current().nextDouble();
        change(() -> limit.onFailure(outcome, start, time.nanoTime(), random));
        if (outcome.kind() == Outcome.Kind.THROTTLED || limit.isReduced()) {
            log.throttled(limit, failure);
        }
    }

    private void change(Runnable change) {
        int before = limit.current();
        long backoffBefore = limit.backoffUntil();
        change.run();
        if (limit.current() != before) {
            listener.limitChanged(limit.current());
        }
        if (limit.backoffUntil() != backoffBefore) {
            listener.backoffStarted(time.until(limit.backoffUntil()));
        }
    }
}
