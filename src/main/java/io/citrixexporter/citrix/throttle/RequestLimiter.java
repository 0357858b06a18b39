package io.citrixexporter.citrix.throttle;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts the requests to one controller: in their order, as many at a time as its {@link AdaptiveLimit} allows, at the
 * {@link RateLimit} of the site, and none during a backoff. A request that a backoff would delay beyond its deadline is
 * rejected at once. While the controller is unavailable, requests wait for one probe, and are rejected if it fails.
 *
 * <p>Thread-safe. The queue is never longer than the number of requests that the caller makes at a time.
 */
public final class RequestLimiter {
    /** The maximum backoff, whatever the server requests. */
    public static final Duration MAX_BACKOFF = Duration.ofMinutes(10);

    /** The time between two probes of an unavailable controller. */
    public static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    private final RateLimit rate;
    private final TimeSource time;
    private final ControllerLimit limit;
    private final Queue<QueuedRequest> queue = new ArrayDeque<>();
    private int inFlight;
    private @Nullable Long wakeUpAt;

    /**
     * A limiter of a controller that is not in use yet, which learns nothing before it is activated.
     *
     * @param site for the log
     * @param max maximum number of requests in flight
     */
    public RequestLimiter(String site, int max, RateLimit rate, TimeSource time, LimitListener listener) {
        this.rate = rate;
        this.time = time;
        this.limit = new ControllerLimit(site, max, time, listener);
    }

    /** The controller is in use from now on: starts with the full limit and without a backoff. */
    public void activate() {
        synchronized (this) {
            limit.activate();
        }
        dispatch();
    }

    /** Another controller is in use: ignores late responses, and rejects the queued requests. */
    public void deactivate(CitrixException reason) {
        List<QueuedRequest> rejected;
        synchronized (this) {
            limit.deactivate();
            rejected = rejectAll(reason);
        }
        rejected.forEach(QueuedRequest::signal);
    }

    /**
     * Makes a request as soon as the limits allow.
     *
     * @param deadline a monotonic time in nanoseconds
     * @param retry whether this is a retry; a machine that fails again says nothing new about the controller
     * @return fails with a {@link CitrixException} that was not {@link CitrixException#sent()} if the request is rejected
     */
    public <T> Uni<T> submit(long deadline, boolean retry, Uni<T> request) {
        return Uni.createFrom().deferred(() -> {
            QueuedRequest queued = new QueuedRequest(deadline, retry);
            enqueue(queued);
            dispatch();
            return Uni.createFrom()
                    .completionStage(queued.admission)
                    .chain(() -> request)
                    .onItemOrFailure()
                    .invoke((item, failure) -> queued.finished(failure))
                    .onCancellation()
                    .invoke(queued::cancelled);
        });
    }

    /** Starts a backoff until a monotonic time because of a failure elsewhere, such as a throttled login. */
    public synchronized void backOff(CitrixException failure, long until) {
        limit.backOff(failure, until);
    }

    /** The monotonic time at which the last backoff ends or has ended. */
    public synchronized long backoffUntil() {
        return limit.backoffUntil();
    }

    private synchronized void enqueue(QueuedRequest request) {
        limit.unavailable()
                .ifPresentOrElse(failure -> request.reject(unavailable(failure)).signal(), () -> queue.add(request));
    }

    /** Starts or rejects queued requests. */
    private void dispatch() {
        List<QueuedRequest> ready = new ArrayList<>(1);
        Duration wakeUp;
        synchronized (this) {
            limit.throttled().ifPresent(failure -> rejectBeyondDeadline(failure, ready));
            wakeUp = admit(ready);
        }
        ready.forEach(QueuedRequest::signal);
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

    /** Admits the requests that may start now. Returns the delay until the next one, if it waits only for time to pass. */
    private @Nullable Duration admit(List<QueuedRequest> ready) {
        while (!queue.isEmpty() && inFlight < limit.allowed()) {
            Duration wait = time.until(limit.startsAt());
            if (wait.isNegative() || wait.isZero()) {
                wait = rate.tryAcquire();
            }
            if (!wait.isZero()) {
                return wakeUpIn(wait);
            }
            ready.add(queue.remove().admit());
        }
        return null;
    }

    /** Null if there is a timer by then. */
    private @Nullable Duration wakeUpIn(Duration wait) {
        long at = time.nanoTime() + wait.toNanos();
        Long scheduled = wakeUpAt;
        if (scheduled != null && scheduled - at <= 0) {
            return null;
        }
        wakeUpAt = at;
        return wait;
    }

    private void rejectBeyondDeadline(CitrixException failure, List<QueuedRequest> rejected) {
        long end = limit.backoffUntil();
        CitrixException rejection = backoff(failure, end);
        queue.removeIf(request -> {
            boolean late = request.deadline - end <= 0;
            if (late) {
                rejected.add(request.reject(rejection));
            }
            return late;
        });
    }

    private List<QueuedRequest> rejectAll(CitrixException reason) {
        CitrixException rejection = unavailable(reason);
        List<QueuedRequest> rejected =
                queue.stream().map(request -> request.reject(rejection)).toList();
        queue.clear();
        return rejected;
    }

    private CitrixException unavailable(CitrixException cause) {
        return cause.notSent("the controller is unavailable").withRetryAt(time.nanoTime() + PROBE_INTERVAL.toNanos());
    }

    private CitrixException backoff(CitrixException cause, long end) {
        Instant until = time.instant().plus(time.until(end)).truncatedTo(ChronoUnit.SECONDS);
        return cause.notSent("the backoff until " + until + " ends after the cycle")
                .withRetryAt(end);
    }

    /** A request that waits or is in flight. Guarded by the limiter, except for {@link #signal}. */
    private final class QueuedRequest {
        private final CompletableFuture<@Nullable Void> admission = new CompletableFuture<>();
        private final long deadline;
        private final boolean retry;
        private AdaptiveLimit.@Nullable Start start;
        private @Nullable CitrixException rejection;

        QueuedRequest(long deadline, boolean retry) {
            this.deadline = deadline;
            this.retry = retry;
        }

        QueuedRequest admit() {
            start = limit.start(retry);
            inFlight++;
            return this;
        }

        QueuedRequest reject(CitrixException why) {
            rejection = why;
            return this;
        }

        /** Not while holding the lock if there is a subscriber: the request starts on this thread. */
        void signal() {
            CitrixException why = rejection;
            if (why == null) {
                admission.complete(null);
            } else {
                admission.completeExceptionally(why);
            }
        }

        void finished(@Nullable Throwable failure) {
            List<QueuedRequest> rejected = List.of();
            synchronized (RequestLimiter.this) {
                AdaptiveLimit.Start started = release();
                if (started != null) {
                    limit.finished(started, failure == null ? null : CitrixErrors.of(failure));
                    rejected = limit.unavailable()
                            .map(RequestLimiter.this::rejectAll)
                            .orElse(List.of());
                }
            }
            rejected.forEach(QueuedRequest::signal);
            dispatch();
        }

        void cancelled() {
            synchronized (RequestLimiter.this) {
                queue.remove(this);
                release();
            }
            dispatch();
        }

        /** Null unless the request was in flight until now. */
        private AdaptiveLimit.@Nullable Start release() {
            AdaptiveLimit.Start started = start;
            start = null;
            inFlight -= started == null ? 0 : 1;
            return started;
        }
    }
}
