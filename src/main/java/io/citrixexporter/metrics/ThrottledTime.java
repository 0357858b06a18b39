package io.citrixexporter.metrics;

import java.time.Duration;

/**
 * Adds up the time in which no request to a site was started. Backoffs that overlap count once, and the one that lasts
 * grows with time. Times are monotonic, in nanoseconds.
 */
final class ThrottledTime {
    /** All of it until {@link #until}. */
    private long total;

    private long until;

    ThrottledTime(long now) {
        until = now;
    }

    /** A backoff that starts now; one that has not ended becomes longer by it. */
    synchronized void add(long now, Duration duration) {
        long longer = duration.minus(left(now)).toNanos();
        if (longer > 0) {
            total += longer;
            until = now + duration.toNanos();
        }
    }

    /** The backoff that lasts, if one does, ends now. */
    synchronized void cancel(long now) {
        long left = left(now).toNanos();
        total -= left;
        until -= left;
    }

    /** The rest of the backoff that lasts; zero if none does. */
    synchronized Duration left(long now) {
        return Duration.ofNanos(Math.max(0, until - now));
    }

    /** All of it until now, in seconds. */
    synchronized double seconds(long now) {
        return (total - left(now).toNanos()) / 1e9;
    }
}
