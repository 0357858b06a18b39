package io.citrixexporter.metrics;

import io.citrixexporter.TestClock;
import io.citrixexporter.config.Settings;
import io.citrixexporter.poll.CycleResult;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.util.List;

/** The whole exposition without Quarkus. */
@SuppressWarnings("deprecation")
final class ExpositionFixture {
    final SnapshotHolder holder = new SnapshotHolder();
    final ExporterMetrics metrics;
    private final PrometheusMeterRegistry registry;

    ExpositionFixture(Instant now) {
        this(now, Known.settings());
    }

    ExpositionFixture(Instant now, Settings settings) {
        this(new TestClock(now), settings);
    }

    ExpositionFixture(TestClock clock) {
        this(clock, Known.settings());
    }

    private ExpositionFixture(TestClock clock, Settings settings) {
        CollectorRegistry collectors = SnapshotCollector.sharedRegistry();
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
        metrics = new ExporterMetrics(registry, new BuildInfo("1.2.3", "abc1234", "17.0.1"), clock);
        new SnapshotCollector(holder, settings, clock).register(collectors);
    }

    void watch(SiteSnapshot unpolled) {
        metrics.siteAdded(unpolled.site());
        holder.publish(unpolled);
    }

    void publish(String site, CycleResult cycle) {
        SiteSnapshot before = holder.sites().get(site);
        SiteSnapshot after = before.next(cycle.stateAfter(before.state()), cycle.polls());
        holder.publish(after);
        metrics.cycleEnded(cycle, after);
    }

    String scrape() {
        return registry.scrape();
    }

    /** The exposition with families and samples in alphabetical order. */
    String sorted() {
        StringBuilder text = new StringBuilder();
        List.of(scrape().split("(?m)^(?=# HELP )")).stream().sorted().forEach(family -> {
            List<String> lines = family.lines().toList();
            lines.stream().filter(line -> line.startsWith("#")).forEach(line -> text.append(line)
                    .append('\n'));
            lines.stream().filter(line -> !line.startsWith("#")).sorted().forEach(line -> text.append(line)
                    .append('\n'));
        });
        return text.toString();
    }
}
