package io.citrixexporter.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Measures the exporter cycle by cycle. When one begins and ends is seen at the site, which counts its requests, so
 * that the exporter is not disturbed; the exporter itself is scraped once after each cycle, and says how long it took.
 */
final class CycleWatch {
    private static final Duration LOOK = Duration.ofMillis(20);

    /** While a cycle runs it must not be disturbed. */
    private static final Duration SELDOM_LOOK = Duration.ofMillis(50);

    /** A cycle has ended when no request has come for this long, beyond the latency. */
    private static final Duration QUIET = Duration.ofMillis(400);

    private final SiteProcess site;
    private final Scraper scraper;
    private final ProcessStats exporterProcess;
    private final ProcessStats siteProcess;
    private final Duration quiet;
    private final Duration timeout;
    private Sample rest;
    private MetricsText metrics = new MetricsText("");

    CycleWatch(SiteProcess site, Scraper scraper, long exporter, BenchSettings settings) {
        this.site = site;
        this.scraper = scraper;
        this.exporterProcess = new ProcessStats(exporter);
        this.siteProcess = new ProcessStats(site.pid());
        this.quiet = QUIET.plusMillis(2L * settings.site().latencyMillis());
        this.timeout = settings.interval().multipliedBy(3).plusSeconds(30);
    }

    /** A look at both processes; the times in seconds. */
    private record Sample(double time, double cpu, double siteCpu, SiteProcess.Stats stats) {}

    /**
     * Waits until the exporter has ended its first cycle, and begins to count.
     *
     * @return what it shows then
     */
    MetricsText begin() throws IOException, InterruptedException {
        rest = look();
        awaitRequests();
        do {
            awaitQuiet();
            metrics = scraper.scrape().metrics();
        } while (metrics.cycles() == 0);
        rest = look();
        return metrics;
    }

    /** The next cycle; empty if it could not be told from its neighbours. */
    Optional<CycleReading> next() throws IOException, InterruptedException {
        Sample start = awaitRequests();
        Sample end = awaitQuiet();
        MetricsText after = scraper.scrape().metrics();
        MetricsText before = metrics;
        Sample restBefore = rest;
        metrics = after;
        rest = look();
        if (after.cycles() != before.cycles() + 1) {
            return Optional.empty();
        }
        return Optional.of(new CycleReading(
                after.cycleSeconds() - before.cycleSeconds(),
                end.cpu() - start.cpu(),
                end.time() - start.time(),
                end.siteCpu() - start.siteCpu(),
                start.cpu() - restBefore.cpu(),
                start.time() - restBefore.time(),
                rest.cpu() - end.cpu(),
                rest.time() - end.time(),
                end.stats().requests() - start.stats().requests(),
                end.stats().bytes() - start.stats().bytes(),
                Math.round(after.failedPolls() - before.failedPolls())));
    }

    /** What the exporter showed after the last cycle. */
    MetricsText metrics() {
        return metrics;
    }

    /** Waits for the first request since the last look; the moment before it. */
    Sample awaitRequests() throws IOException, InterruptedException {
        Sample before = look();
        double deadline = before.time() + timeout.toSeconds();
        for (Sample now = before; ; now = look()) {
            if (now.stats().requests() > rest.stats().requests()) {
                return before;
            }
            require(now.time() < deadline, "the exporter does not begin a cycle");
            before = now;
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Waits until no request has come for a while. */
    Sample awaitQuiet() throws IOException, InterruptedException {
        Sample last = look();
        double deadline = last.time() + timeout.toSeconds();
        for (Sample now = last; ; now = look()) {
            if (now.stats().requests() > last.stats().requests()) {
                last = now;
            }
            if (now.time() - last.time() > quiet.toMillis() / 1e3) {
                return now;
            }
            require(now.time() < deadline, "the cycles follow each other without a pause: set a longer bench.interval");
            Thread.sleep(SELDOM_LOOK.toMillis());
        }
    }

    private Sample look() throws IOException, InterruptedException {
        // In this order, so that no CPU time of a request is before the request.
        double cpu = exporterProcess.cpu();
        return new Sample(System.nanoTime() / 1e9, cpu, siteProcess.cpu(), site.stats());
    }

    private static void require(boolean kept, String text) {
        if (!kept) {
            throw new IllegalStateException(text);
        }
    }
}
