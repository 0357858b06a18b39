package io.citrixexporter.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The backoffs that the site requested: a 429 with {@code Retry-After} concerns all requests. */
final class RequestedBackoffs {
    private final Deque<Backoff> backoffs = new ArrayDeque<>();

    private record Backoff(Instant begin, Instant end) {
        Duration during(Instant from, Instant to) {
            Instant first = begin.isAfter(from) ? begin : from;
            Instant last = end.isBefore(to) ? end : to;
            return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
        }
    }

    /** Called when the site sends a 429. Backoffs that ended longer ago than {@link History#MEMORY} are dropped. */
    synchronized void request(Instant now, Duration retryAfter) {
        backoffs.removeIf(backoff -> backoff.end().isBefore(now.minus(History.MEMORY)));
        Instant end = now.plus(retryAfter);
        Backoff last = backoffs.peekLast();
        if (last == null || last.end().isBefore(now)) {
            backoffs.addLast(new Backoff(now, end));
        } else if (last.end().isBefore(end)) {
            backoffs.removeLast();
            backoffs.addLast(new Backoff(last.begin(), end));
        }
    }

    /** Total backoff in a period; overlapping backoffs count once. */
    synchronized Duration during(Instant from, Instant to) {
        return backoffs.stream().map(backoff -> backoff.during(from, to)).reduce(Duration.ZERO, Duration::plus);
    }
}
