package io.citrixexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.packaged.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the packaged exporter and its alternatives against a simulated site. Takes minutes,
 * so it is not part of the tests: {@code ./mvnw -Pbench verify -Dbench.machines=5000}.
 */
class BenchRun {
    private static final Path DIRECTORY = Path.of("target/bench");
    private static final Path AOT_CACHE = DIRECTORY.resolve("exporter.aot").toAbsolutePath();

    private final BenchSettings settings = BenchSettings.ofSystemProperties();
    private final Report report = new Report();
    private final List<Double> starts = new ArrayList<>();
    private MeasuredCycles warm = new MeasuredCycles(List.of());

    @Test
    void measures() throws Exception {
        Files.createDirectories(DIRECTORY);
        System.out.println("Benchmark: " + settings.text() + "; see " + DIRECTORY);
        report.section("settings", "Benchmark");
        report.note("text", settings.text());
        report.value("machines", settings.site().machines());
        report.value("sessions", settings.site().sessions());
        report.value("latency_ms", settings.site().latencyMillis());
        report.value("concurrency", settings.concurrency());
        report.value("interval_s", (double) settings.interval().toSeconds());
        report.note(
                "machine",
                "%d processors, Java of the exporter: %s %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                RunningExporter.javaHome(),
                                String.join(" ", settings.java()) + (settings.aot() ? " with an AOT cache" : "")));
        try (SiteProcess site = SiteProcess.start(settings.site())) {
            if (settings.aot()) {
                recordAotCache(site);
            }
            for (int i = 1; i < settings.starts(); i++) {
                run(site, false);
            }
            run(site, true);
            if (settings.alternatives()) {
                new Alternatives(
                                settings,
                                site,
                                report,
                                DIRECTORY,
                                warm.seconds().median(),
                                warm.cpuPerCycle())
                        .measure();
            }
        }
        report.write(DIRECTORY);
        System.out.println(report);
    }

    /** A run up to the first cycle that records the loaded classes; the JVM writes the cache at exit. */
    private void recordAotCache(SiteProcess site) throws IOException, InterruptedException {
        try (RunningExporter exporter = start(site, "-XX:AOTCacheOutput=" + AOT_CACHE)) {
            new CycleWatch(site, new Scraper(exporter.uri("/q/metrics")), exporter.pid(), settings).begin();
        }
        assertThat(AOT_CACHE).as("the AOT cache, which needs JDK 25").exists();
    }

    private RunningExporter start(SiteProcess site, String... more) throws IOException {
        List<String> options = new ArrayList<>(settings.java());
        options.addAll(List.of(more));
        return RunningExporter.start(DIRECTORY, settings.yaml(site.port()), options.toArray(String[]::new));
    }

    /** Starts the exporter and measures either everything or only the start. */
    private void run(SiteProcess site, boolean all) throws IOException, InterruptedException {
        String[] cache = settings.aot() ? new String[] {"-XX:AOTCache=" + AOT_CACHE} : new String[0];
        Instant start = Instant.now();
        try (RunningExporter exporter = start(site, cache)) {
            Scraper scraper = new Scraper(exporter.uri("/q/metrics"));
            CycleWatch watch = new CycleWatch(site, scraper, exporter.pid(), settings);
            MetricsText first = watch.begin();
            if (complete(first)) {
                starts.add(first.sum("citrix_exporter_last_cycle_timestamp_seconds") - start.toEpochMilli() / 1e3);
            }
            if (all) {
                report.section("start", "From the start of the process to the first complete snapshot");
                starts();
                cycles(watch, first);
                memory(exporter.pid());
                scrapes(site, scraper);
                heap(exporter.pid());
            }
        }
    }

    /** Whether every machine was polled and every session counted. */
    private boolean complete(MetricsText metrics) {
        long sessions = (long) settings.site().machines() * settings.site().sessions();
        return metrics.sum("citrix_machine_up") == settings.site().machines()
                && metrics.sum("citrix_machine_sessions") == sessions;
    }

    private void starts() {
        Distribution seconds = new Distribution(starts);
        report.value("starts", "starts with a complete first cycle", seconds.count(), "");
        if (seconds.count() > 0) {
            report.value("median_s", "median", seconds.median(), "s");
            report.value("worst_s", "worst", seconds.worst(), "s");
        }
    }

    private void cycles(CycleWatch watch, MetricsText first) throws IOException, InterruptedException {
        MeasuredCycles warmUp = take(watch, settings.warmUp());
        report.section("warm_up", "The first cycles, while the JVM warms up");
        report.value("first_cycle_s", "wall time of the very first", first.cycleSeconds(), "s");
        report.value("first_cycle_failed_polls", "failed polls of the very first", first.failedPolls(), "");
        wall(warmUp);
        warm = take(watch, settings.cycles());
        report.section("warm", "Warm cycles");
        wall(warm);
        report.value("cpu_share_at_rest_percent", "CPU of one core at rest", 100 * warm.idleCpuPerSecond(), "%");
        report.value(
                "cpu_share_percent", "CPU of one core, with a scrape for each cycle", 100 * warm.cpuPerSecond(), "%");
        report.value("cpu_ms_per_scrape", "CPU per scrape", 1000 * warm.mean(CycleReading::scrapeCpu), "ms");
        report.value(
                "site_cpu_s_per_cycle", "CPU of the simulated site per cycle", warm.mean(CycleReading::siteCpu), "s");
        report.value("requests_per_cycle", "requests per cycle", warm.mean(CycleReading::requests), "");
        report.value("bytes_per_cycle", "bytes received per cycle", warm.mean(CycleReading::bytes), "");
        report.value("failed_polls", "failed polls", warm.sum(CycleReading::failures), "");
        report.value(
                "skipped_cycles",
                "skipped cycles, those of the warm-up included",
                watch.metrics().sum("citrix_exporter_cycles_skipped_total"),
                "");
        assertThat(warm.count()).as("warm cycles").isPositive();
        assertThat(complete(watch.metrics())).as("all sessions are counted").isTrue();
    }

    /** Cycles that cannot be separated are measured again. */
    private MeasuredCycles take(CycleWatch watch, int count) throws IOException, InterruptedException {
        List<CycleReading> readings = new ArrayList<>();
        for (int tries = 0; readings.size() < count && tries < 2 * count; tries++) {
            watch.next().ifPresent(readings::add);
        }
        return new MeasuredCycles(readings);
    }

    private void wall(MeasuredCycles cycles) {
        report.value("cycles", "cycles", cycles.count(), "");
        if (cycles.count() == 0) {
            return;
        }
        report.value("median_s", "wall time, median", cycles.seconds().median(), "s");
        report.value("worst_s", "wall time, worst", cycles.seconds().worst(), "s");
        report.value("cpu_s_per_cycle", "CPU per cycle, without that at rest", cycles.cpuPerCycle(), "s");
        report.value(
                "cpu_ms_per_machine",
                "CPU per machine",
                1000 * cycles.cpuPerCycle() / settings.site().machines(),
                "ms");
    }

    private void memory(long pid) throws IOException {
        ProcessStats process = new ProcessStats(pid);
        report.section("memory", "Memory");
        report.value("rss_mib", "RSS after the warm cycles", process.mebibytes("VmRSS"), "MiB");
        report.value("rss_most_mib", "RSS at most", process.mebibytes("VmHWM"), "MiB");
    }

    private void heap(long pid) throws IOException, InterruptedException {
        report.section("heap", "Heap");
        try {
            report.value(
                    "used_mib",
                    "heap after a full collection",
                    new Heap(RunningExporter.javaHome(), pid).usedAfterCollection(),
                    "MiB");
        } catch (Tool.MissingException e) {
            report.note("not_measured", "not measured: " + e.getMessage());
        }
    }

    private void scrapes(SiteProcess site, Scraper scraper) throws IOException, InterruptedException {
        ScrapeTimes times = new ScrapeTimes(site, scraper);
        times.take(settings.scrapes(), settings.scrapeTimeout());
        report.section("scrape", "Scrapes");
        report.value("series", "series", (double) times.metrics().series(), "");
        report.value("bytes", "size", (double) times.bytes(), "bytes");
        scrape("at_rest", "at rest", times.atRest());
        scrape("in_cycle", "while a cycle runs", times.inCycle());
    }

    private void scrape(String key, String when, Distribution millis) {
        report.value(key, when + ": scrapes", millis.count(), "");
        if (millis.count() > 0) {
            report.value(key + "_median_ms", when + ": median", millis.median(), "ms");
            report.value(key + "_p99_ms", when + ": p99", millis.percentile(99), "ms");
        }
    }
}
