package io.citrixexporter.metrics;

import io.citrixexporter.TestClock;
import io.citrixexporter.snapshot.LargeSite;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Renders the exposition of a site of 5,000 machines with 10 sessions each, in ns and bytes per series: as samples, which
 * is this program's part, and as the body of a scrape's response, which begins with the samples.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("deprecation")
public class ExpositionBenchmark {
    /** Number of series of a site with an inventory. */
    private static final int LISTED = 80_803;

    /** Number of series of a site without an inventory. */
    private static final int NAMED = 40_801;

    /** The exposition of a site. */
    public abstract static class Exposition {
        private final CollectorRegistry collectors = SnapshotCollector.sharedRegistry();
        private final PrometheusMeterRegistry registry =
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);

        final void export(LargeSite site, int series) {
            SnapshotHolder holder = new SnapshotHolder();
            new SnapshotCollector(holder, Known.settings(), new TestClock(LargeSite.NOON)).register(collectors);
            holder.publish(site.after(1));
            check(
                    "samples",
                    samples().stream().mapToInt(family -> family.samples.size()).sum(),
                    series);
            check(
                    "lines",
                    (int) body().toString()
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .count(),
                    series);
        }

        private static void check(String what, int found, int series) {
            if (found != series) {
                throw new IllegalStateException(
                        "%d %s where the benchmark counts on %d".formatted(found, what, series));
            }
        }

        List<MetricFamilySamples> samples() {
            return Collections.list(collectors.metricFamilySamples());
        }

        Buffer body() {
            return Buffer.buffer(registry.scrape());
        }
    }

    /** A site with an inventory. */
    @State(Scope.Thread)
    public static class Listed extends Exposition {
        @Setup
        public void export() {
            export(LargeSite.withInventory(), LISTED);
        }
    }

    /** A site without an inventory. */
    @State(Scope.Thread)
    public static class Named extends Exposition {
        @Setup
        public void export() {
            export(LargeSite.withoutInventory(), NAMED);
        }
    }

    @Benchmark
    @OperationsPerInvocation(LISTED)
    public List<MetricFamilySamples> listedSamplesPerSeries(Listed site) {
        return site.samples();
    }

    @Benchmark
    @OperationsPerInvocation(LISTED)
    public Buffer listedBodyPerSeries(Listed site) {
        return site.body();
    }

    @Benchmark
    @OperationsPerInvocation(NAMED)
    public List<MetricFamilySamples> namedSamplesPerSeries(Named site) {
        return site.samples();
    }

    @Benchmark
    @OperationsPerInvocation(NAMED)
    public Buffer namedBodyPerSeries(Named site) {
        return site.body();
    }
}
