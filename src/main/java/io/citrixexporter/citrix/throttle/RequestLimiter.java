package io.citrixexporter.citrix.throttle;

import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts the requests to one controller: in their order, as many at a time as its {@link AdaptiveLimit} allows, at the
 * {@link RateLimit} of the site, and none during a backoff. A request that a backoff would delay beyond its deadline is
 * rejected at once. While the controller is unavailable, requests wait for one probe, and are rejected if it fails.
 *
 * <p>Thread-safe. The queue is never longer than the number of requests that the caller makes at a time.
 */
public final class RequestLimiter {
    /** The longest backoff, whatever the server asks for. */
    public static final Duration MAX_BACKOFF = Duration.ofMinutes(10);

    /** The backoff where the server does not say how long. */
    public static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** The time between two probes of an unavailable controller. */
    public static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    private final int max;
    private final RateLimit rate;
    private final Function<Throwable, Outcome> classifier;
    private final TimeSource time;
    private final LimitListener listener;
    private final ThrottleLog log;
    private final Queue<Permit> waiting = new ArrayDeque<>();

    private AdaptiveLimit limit;
    private boolean active;
    private int inFlight;
    private @Nullable Throwable lastFailure;
    private @Nullable Long wakeUpAt;

    /**
     * A limiter that learns nothing before it is activated.
     *
     * @param site for the log
     * @param max most requests in flight
     * @param classifier what a failed request says about the load of the server
     */
    public RequestLimiter(
            String site,
            int max,
            RateLimit rate,
            Function<Throwable, Outcome> classifier,
            TimeSource time,
            LimitListener listener) {
        this.max = max;
        this.rate = rate;
        this.classifier = classifier;
        this.time = time;
        this.listener = listener;
        this.log = new ThrottleLog(site, time);
        this.limit = new AdaptiveLimit(max, time.nanoTime());
    }

    /** The controller is in use from now on: starts with the full limit and without a backoff. */
    public void activate() {
        synchronized (this) {
            active = true;
            limit = new AdaptiveLimit(max, time.nanoTime());
            listener.limitChanged(max);
            listener.backoffCancelled();
        }
        dispatch();
    }

    /** Another controller is in use: ignores late responses, and rejects the requests that wait. */
    public void deactivate(Throwable reason) {
        List<Permit> rejected;
        synchronized (this) {
            active = false;
            rejected = rejectAll(reason);
        }
        rejected.forEach(Permit::signal);
    }

    /**
     * The request, started when it may.
     *
     * @param deadline a monotonic time in nanoseconds
     * @param retry whether the same was asked before; a machine that fails again says nothing new about the controller
     * @return also fails with a {@link RequestRejectedException}
     */
    public <T> Uni<T> submit(long deadline, boolean retry, Uni<T> request) {
        return Uni.createFrom().deferred(() -> {
            Permit permit = new Permit(deadline, retry);
            enqueue(permit);
            dispatch();
            return Uni.createFrom()
                    .completionStage(permit.admission)
                    .chain(() -> request)
                    .onItemOrFailure()
                    .invoke((item, failure) -> permit.finished(failure))
                    .onCancellation()
                    .invoke(permit::cancelled);
        });
    }

    /** Starts nothing before a monotonic time because of a failure elsewhere, such as a throttled login. */
    public synchronized void backOff(Throwable failure, long until) {
        if (active) {
            lastFailure = failure;
            learn(() -> limit.backOff(until, time.nanoTime()));
        }
    }

    /** The monotonic time at which the last backoff ends or has ended. */
    public synchronized long backoffUntil() {
        return limit.backoffUntil();
    }

    private synchronized void enqueue(Permit permit) {
        Throwable failure = lastFailure;
        if (failure != null && limit.rejects(time.nanoTime())) {
            permit.reject(RequestRejectedException.unavailable(failure)).signal();
        } else {
            waiting.add(permit);
        }
    }

    private void dispatch() {
        List<Permit> ready = new ArrayList<>(1);
        Duration wakeUp;
        synchronized (this) {
            rejectBeyondDeadline(ready);
            wakeUp = admit(ready);
        }
        ready.forEach(Permit::signal);
        if (wakeUp != null) {
            time.delay(wakeUp).subscribe().with(done -> wokenUp(), failure -> wokenUp());
        }
    }

    private void wokenUp() {
        synchronized (this) {
            wakeUpAt = null;
        }
        dispatch();
    }

    /** Admits the requests that may start; returns when to look again if only time keeps the next one from starting. */
    private @Nullable Duration admit(List<Permit> ready) {
        while (!waiting.isEmpty() && inFlight < limit.allowed()) {
            Duration wait = time.until(limit.startsAt());
            if (wait.isNegative() || wait.isZero()) {
                wait = rate.tryAcquire();
            }
            if (!wait.isZero()) {
                return wakeUpIn(wait);
            }
            ready.add(waiting.remove().admit());
        }
        return null;
    }

    /** Null if it looks again by then in any case. */
    private @Nullable Duration wakeUpIn(Duration wait) {
        long at = time.nanoTime() + wait.toNanos();
        Long scheduled = wakeUpAt;
        if (scheduled != null && scheduled - at <= 0) {
            return null;
        }
        wakeUpAt = at;
        return wait;
    }

    private void rejectBeyondDeadline(List<Permit> rejected) {
        Throwable failure = lastFailure;
        Duration remaining = time.until(limit.backoffUntil());
        if (failure == null || remaining.isNegative() || remaining.isZero()) {
            return;
        }
        waiting.removeIf(permit -> {
            boolean late = permit.deadline - limit.backoffUntil() <= 0;
            if (late) {
                rejected.add(permit.reject(RequestRejectedException.backoff(failure, remaining)));
            }
            return late;
        });
    }

    private List<Permit> rejectAll(Throwable reason) {
        List<Permit> rejected = waiting.stream()
                .map(permit -> permit.reject(RequestRejectedException.unavailable(reason)))
                .toList();
        waiting.clear();
        return rejected;
    }

    /** Returns the requests that are rejected because this one failed. */
    private List<Permit> finished(AdaptiveLimit.Attempt attempt, @Nullable Throwable failure) {
        if (!active) {
            return List.of();
        }
        Outcome outcome = failure == null ? null : classifier.apply(failure);
        if (failure == null || outcome == null || outcome.kind() == Outcome.Kind.HEALTHY) {
            learn(limit::onHealthy);
            log.healthy(limit);
            return List.of();
        }
        lastFailure = outcome.kind() == Outcome.Kind.NEUTRAL ? lastFailure : failure;
        long now = time.nanoTime();
        learn(() -> limit.onFailure(
                outcome, attempt, now, ThreadLocalRandom.current().nextDouble()));
        if (outcome.kind() == Outcome.Kind.THROTTLED || limit.isReduced()) {
            log.throttled(limit, failure);
        }
        return limit.rejects(now) ? rejectAll(failure) : List.of();
    }

    private void learn(Runnable change) {
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

    /** The right of one request to start. Guarded by the limiter, but for {@link #signal}. */
    private final class Permit {
        private final CompletableFuture<@Nullable Void> admission = new CompletableFuture<>();
        private final long deadline;
        private final boolean retry;
        private AdaptiveLimit.@Nullable Attempt attempt;
        private @Nullable RequestRejectedException rejection;

        Permit(long deadline, boolean retry) {
            this.deadline = deadline;
            this.retry = retry;
        }

        Permit admit() {
            attempt = limit.start(retry);
            inFlight++;
            return this;
        }

        Permit reject(RequestRejectedException why) {
            rejection = why;
            return this;
        }

        /** Not under the lock once somebody waits: the request starts on this thread. */
        void signal() {
            RequestRejectedException why = rejection;
            if (why == null) {
                admission.complete(null);
            } else {
                admission.completeExceptionally(why);
            }
        }

        void finished(@Nullable Throwable failure) {
            List<Permit> rejected;
            synchronized (RequestLimiter.this) {
                AdaptiveLimit.Attempt started = release();
                rejected = started == null ? List.of() : RequestLimiter.this.finished(started, failure);
            }
            rejected.forEach(Permit::signal);
            dispatch();
        }

        void cancelled() {
            synchronized (RequestLimiter.this) {
                waiting.remove(this);
                release();
            }
            dispatch();
        }

        /** Null unless the request was in flight until now. */
        private AdaptiveLimit.@Nullable Attempt release() {
            AdaptiveLimit.Attempt started = attempt;
            attempt = null;
            inFlight -= started == null ? 0 : 1;
            return started;
        }
    }
}
