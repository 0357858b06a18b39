package io.citrixexporter.metrics;

import java.time.Duration;

/**
 * Adds up the time in which no request to a site was started. Backoffs that overlap count once, and the one that lasts
 * grows with time. Times are monotonic, in nanoseconds.
 */
final class ThrottledTime {
    private long ended;
    private long from;
    private long until;

    ThrottledTime(long now) {
        from = now;
        until = now;
    }

    /** A backoff that starts now; one that has not ended becomes longer by it. */
    synchronized void add(long now, Duration duration) {
        if (now - until > 0) {
            ended += until - from;
            from = now;
            until = now;
        }
        long end = now + duration.toNanos();
        until = end - until > 0 ? end : until;
    }

    /** The backoff that lasts, if one does, ends now. */
    synchronized void end(long now) {
        if (now - until < 0) {
            until = now;
        }
    }

    /** The rest of the backoff that lasts; zero if none does. */
    synchronized Duration left(long now) {
        return Duration.ofNanos(Math.max(0, until - now));
    }

    /** All of it until now, in seconds. */
    synchronized double seconds(long now) {
        long end = now - until < 0 ? now : until;
        return (ended + end - from) / 1e9;
    }
}
