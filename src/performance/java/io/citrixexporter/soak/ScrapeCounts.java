package io.citrixexporter.soak;

import java.time.Duration;
import java.util.Optional;

/** Number of scrapes and of failed scrapes, the longest duration, and the last successful scrape. */
final class ScrapeCounts {
    private int all;
    private int failures;
    private Duration slowest = Duration.ZERO;
    private Exposition last;

    synchronized void good(Scrape scrape) {
        Duration took = Duration.between(scrape.begin(), scrape.end());
        last = scrape.seen();
        all++;
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }

    synchronized void failed() {
        all++;
        failures++;
    }

    /** The last successful scrape. */
    synchronized Optional<Exposition> last() {
        return Optional.ofNullable(last);
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
