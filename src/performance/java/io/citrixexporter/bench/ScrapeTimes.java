package io.citrixexporter.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures scrapes while the exporter is idle and while a cycle runs, which is seen at the requests to the site. */
final class ScrapeTimes {
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final Duration REST = Duration.ofMillis(500);

    private final SiteProcess site;
    private final Scraper scraper;
    private final List<Double> atRest = new ArrayList<>();
    private final List<Double> inCycle = new ArrayList<>();
    private Instant lastRequest = Instant.now();
    private long requests;
    private Scraper.Scrape last;

    ScrapeTimes(SiteProcess site, Scraper scraper) {
        this.site = site;
        this.scraper = scraper;
    }

    /** Measures a number of scrapes of each kind, or fewer at the timeout. */
    void take(int each, Duration most) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(most);
        last = scraper.scrape();
        while ((atRest.size() < each || inCycle.size() < each) && Instant.now().isBefore(end)) {
            boolean resting = !requested() && Instant.now().isAfter(lastRequest.plus(REST));
            if (!resting || atRest.size() < each) {
                last = scraper.scrape();
                boolean requested = requested();
                if (resting && !requested) {
                    atRest.add(last.millis());
                } else if (!resting && requested && inCycle.size() < each) {
                    inCycle.add(last.millis());
                }
            }
            Thread.sleep(WAIT.toMillis());
        }
    }

    /** Whether the site received requests since the last call. */
    private boolean requested() throws IOException, InterruptedException {
        long now = site.stats().requests();
        boolean requested = now > requests;
        if (requested) {
            requests = now;
            lastRequest = Instant.now();
        }
        return requested;
    }

    /** In milliseconds. */
    Distribution atRest() {
        return new Distribution(atRest);
    }

    /** In milliseconds. */
    Distribution inCycle() {
        return new Distribution(inCycle);
    }

    long bytes() {
        return last.bytes();
    }

    MetricsText metrics() {
        return last.metrics();
    }
}
