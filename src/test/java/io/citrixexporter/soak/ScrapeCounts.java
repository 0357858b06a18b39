package io.citrixexporter.soak;

import java.time.Duration;

/** How many scrapes there were, how many failed, and how long the slowest took. */
final class ScrapeCounts {
    private int all;
    private int failures;
    private Duration slowest = Duration.ZERO;

    synchronized void good(Duration took) {
        all++;
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }

    synchronized void failed() {
        all++;
        failures++;
    }

    synchronized int all() {
        return all;
    }

    synchronized int failures() {
        return failures;
    }

    synchronized Duration slowest() {
        return slowest;
    }
}
