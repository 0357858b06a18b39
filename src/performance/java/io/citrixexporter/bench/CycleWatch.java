package io.citrixexporter.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Measures each cycle of the exporter. The site counts requests and so detects the start and end of a cycle, so
 * that the exporter is not disturbed; the exporter is scraped once after each cycle for the duration.
 */
final class CycleWatch {
    private static final Duration LOOK = Duration.ofMillis(20);

    /** The exporter must not be disturbed during a cycle. */
    private static final Duration SELDOM_LOOK = Duration.ofMillis(50);

    /** A cycle has ended if there was no request for this time plus the latency. */
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

    /** A sample of both processes; times in seconds. */
    private record Sample(double time, double cpu, double siteCpu, SiteProcess.Stats stats) {}

    /**
     * Waits for the end of the first cycle and starts counting.
     *
     * @return the metrics after it
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

    /** The next cycle; empty if it could not be separated from its neighbours. */
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

    /** The metrics after the last cycle. */
    MetricsText metrics() {
        return metrics;
    }

    /** Waits for the first request since the last sample; returns the sample before it. */
    Sample awaitRequests() throws IOException, InterruptedException {
        Sample before = look();
        double deadline = before.time() + timeout.toSeconds();
        for (Sample now = before; ; now = look()) {
            if (now.stats().requests() > rest.stats().requests()) {
                return before;
            }
            require(now.time() < deadline, "the exporter starts no cycle");
            before = now;
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** Waits until there are no requests for a while. */
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
            require(now.time() < deadline, "no idle time between cycles: raise bench.interval");
            Thread.sleep(SELDOM_LOOK.toMillis());
        }
    }

    private Sample look() throws IOException, InterruptedException {
        // In this order, so that the CPU time of a request is not counted before the request.
        double cpu = exporterProcess.cpu();
        return new Sample(System.nanoTime() / 1e9, cpu, siteProcess.cpu(), site.stats());
    }

    private static void require(boolean kept, String text) {
        if (!kept) {
            throw new IllegalStateException(text);
        }
    }
}
