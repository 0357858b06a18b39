package io.citrixexporter.poll;

import io.citrixexporter.time.DurationMath;
import java.time.Duration;
import java.util.Arrays;

/**
 * The timeout of a first attempt, so that machines which hang do not occupy the requests of the others: ten times the
 * median of the latest responses, at least 500 ms, at most the configured timeout. The median does not move while less than
 * half of the machines hang. When the site itself becomes slow, attempts time out in a row; then the configured timeout
 * applies until a response arrives.
 */
final class AdaptiveTimeout {
    static final Duration MIN = Duration.ofMillis(500);

    private static final int FACTOR = 10;
    private static final int WINDOW = 32;
    private static final int MIN_SAMPLES = 8;
    private static final int MAX_TIMEOUTS_IN_A_ROW = 5;

    private final Duration max;
    private final long[] window = new long[WINDOW];
    private int samples;
    private int timeoutsInARow;

    /** @param max the configured timeout of a request */
    AdaptiveTimeout(Duration max) {
        this.max = max;
    }

    synchronized Duration current() {
        if (samples < MIN_SAMPLES || timeoutsInARow > MAX_TIMEOUTS_IN_A_ROW) {
            return max;
        }
        long[] sorted = Arrays.copyOf(window, Math.min(samples, WINDOW));
        Arrays.sort(sorted);
        Duration adapted = Duration.ofNanos(FACTOR * sorted[sorted.length / 2]);
        return DurationMath.min(DurationMath.max(adapted, MIN), max);
    }

    synchronized void responded(Duration after) {
        timeoutsInARow = 0;
        add(after);
    }

    /** The response would have taken longer than the timeout. */
    synchronized void timedOut(Duration timeout) {
        timeoutsInARow++;
        add(timeout);
    }

    private void add(Duration sample) {
        window[samples % WINDOW] = sample.toNanos();
        samples = samples == Integer.MAX_VALUE ? WINDOW : samples + 1;
    }
}
