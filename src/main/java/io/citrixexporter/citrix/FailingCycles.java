package io.citrixexporter.citrix;

import io.citrixexporter.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts consecutive cycles in which nearly all calls failed for the same reason. An action is due after {@value #MIN_CYCLES}
 * cycles, and at most once an hour. Not thread-safe.
 */
final class FailingCycles {
    static final int MIN_CYCLES = 3;
    static final Duration MIN_INTERVAL = Duration.ofHours(1);

    private final TimeSource time;
    private int cycles;
    private @Nullable Long lastAction;

    FailingCycles(TimeSource time) {
        this.time = time;
    }

    /** A cycle has ended. */
    void cycleEnded(boolean failed) {
        cycles = failed ? cycles + 1 : 0;
    }

    /** Whether to act now; if so, not again for an hour. */
    boolean isDue() {
        Long last = lastAction;
        boolean due = cycles >= MIN_CYCLES && (last == null || time.since(last).compareTo(MIN_INTERVAL) >= 0);
        if (due) {
            lastAction = time.nanoTime();
        }
        return due;
    }
}
