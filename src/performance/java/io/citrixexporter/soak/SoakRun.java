package io.citrixexporter.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.packaged.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Runs the packaged exporter against a site with many faults, and compares all exported values with the state of the site.
 * Takes minutes, so it is not part of the tests: {@code ./mvnw -Psoak verify -Dsoak.minutes=10}.
 */
class SoakRun {
    private static final Path DIRECTORY = Path.of("target/soak");
    /** The whole heap is committed at the start, so that growth of RSS is outside of the heap. */
    private static final String[] FLAGS = {"-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError"
    };

    private static final Duration READING = Duration.ofSeconds(2);
    /** The exporter does not renew a token in its first 30 s; then some cycles. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final SoakSettings settings = SoakSettings.ofSystemProperties();
    private final Violations violations = new Violations();
    private final ScrapeCounts scrapes = new ScrapeCounts();
    private final Report report = new Report();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void exportsCorrectValuesDuringFailures() throws Exception {
        System.out.printf("Soak of %s, seed %d; see %s%n", settings.length(), settings.seed(), DIRECTORY);
        report.heading(settings);
        try (SoakSite site = new SoakSite(settings, violations)) {
            site.start();
            try (RunningExporter exporter = RunningExporter.start(DIRECTORY, settings.yaml(site.port()), FLAGS)) {
                soak(site, exporter);
            }
        } catch (Exception | AssertionError e) {
            violations.add("the soak test failed: " + e);
            throw e;
        } finally {
            report.violations(violations);
            Files.writeString(DIRECTORY.resolve("report.txt"), report.toString());
            System.out.println(report);
        }
        assertThat(violations.count()).as("violations").isZero();
    }

    /** Writes the report even if the run fails. */
    private void soak(SoakSite site, RunningExporter exporter) throws IOException, InterruptedException {
        exporter.metricsWith("citrix_site_up{site=\"soak\"");
        Footprint footprint = new Footprint(exporter.pid(), site::connections);
        SessionCheck sessions = new SessionCheck(site.machines(), violations);
        PartialOutageCheck partialOutages = new PartialOutageCheck(
                site.machines(), site.tokens(), site.partialOutages(), site.backoffs(), violations);
        LifeCheck life = new LifeCheck(site.machines(), violations);
        for (int i = 0; i < settings.scrapers(); i++) {
            start(new ScrapeLoop(scraper(exporter), sessions, partialOutages, life, footprint, violations));
        }
        try {
            watch(footprint, new LivenessCheck(exporter.uri("/q/health/live"), violations));
            site.calm();
            settled(site, exporter, life);
        } finally {
            stopScraping();
            exporter.terminate();
            FootprintCheck process = new FootprintCheck(footprint.readings(), settings.length());
            LogCheck log = new LogCheck(exporter.log());
            process.check(violations);
            log.check(violations);
            report.site(site);
            scrapes.last().ifPresent(report::exporter);
            report.checks(scrapes, sessions, log);
            report.partialOutages(site.partialOutages(), partialOutages);
            report.footprint(footprint.readings(), process);
        }
        violations.check(exporter.exitStatus() == 143, "the exporter did not exit with status 143");
        violations.check(sessions.compared() > 0, "no counts were compared");
        violations.check(site.maxInFlight() <= 2 * SoakSettings.CONCURRENCY, site.maxInFlight() + " requests at once");
    }

    private void stopScraping() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void start(Runnable loop) {
        Thread thread = new Thread(loop, "scraper");
        thread.start();
        threads.add(thread);
    }

    private Scraper scraper(RunningExporter exporter) {
        return new Scraper(exporter.uri("/q/metrics"), scrapes, violations);
    }

    /** Reads the footprint while the site injects faults. */
    private void watch(Footprint footprint, LivenessCheck liveness) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(settings.length());
        while (Instant.now().isBefore(end)) {
            footprint.read();
            liveness.check();
            Thread.sleep(READING.toMillis());
        }
    }

    /** Waits until all values are correct, and checks them again after two cycles. */
    private void settled(SoakSite site, RunningExporter exporter, LifeCheck life) throws InterruptedException {
        Instant calm = Instant.now();
        Settled settled = new Settled(site.machines());
        Scraper scraper = scraper(exporter);
        Optional<Scrape> seen = scraper.scrape();
        while (!settled.all(seen) && Instant.now().isBefore(calm.plus(TIMEOUT))) {
            Thread.sleep(500);
            seen = scraper.scrape();
        }
        report.settled(settled.all(seen), Duration.between(calm, Instant.now()));
        Thread.sleep(SoakSettings.INTERVAL.multipliedBy(2).toMillis());
        Exposition last = scraper.scrape().orElseThrow().seen();
        life.checkSettled(last);
        settled.missing(last).forEach(missing -> violations.add("after the last fault: " + missing));
    }
}
