package io.citrixexporter.exposition;

import io.citrixexporter.config.Settings;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the snapshots of all sites into the exposition. It reads the one reference once per scrape, so that a scrape
 * shows one moment, and calls nobody.
 */
@ApplicationScoped
public class SnapshotExposition {
    private final SnapshotHolder holder;
    private final Duration hold;
    private final TimeSource time;
    private final SeriesCeiling ceiling;
    private final CutLabelLog cutLabels = new CutLabelLog();
    private final CollectorRegistry registry;

    SnapshotExposition(SnapshotHolder holder, Settings settings, TimeSource time, CollectorRegistry registry) {
        this.registry = registry;
        this.holder = holder;
        this.hold = settings.poll().hold();
        this.time = time;
        this.ceiling = new SeriesCeiling(settings.exposition().maxSeriesPerSite());
    }

    /**
     * The registry that Micrometer and this class share. Quarkus' own producer makes a new one for whoever asks.
     */
    @Produces
    @Singleton
    static CollectorRegistry sharedRegistry() {
        return new CollectorRegistry(true);
    }

    void register(@Observes StartupEvent event) {
        registry.register(new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return families(holder.sites().values());
            }
        });
    }

    /** The format for a scrape with this header: OpenMetrics if it is asked for by name, else the text format. */
    static String contentType(@Nullable String accept) {
        return TextFormat.chooseContentType(accept);
    }

    /** Writes all that there is now, what Micrometer keeps included. */
    void write(Writer writer, String contentType) throws IOException {
        TextFormat.writeFormat(contentType, writer, registry.metricFamilySamples());
    }

    private List<MetricFamilySamples> families(Collection<SiteSnapshot> sites) {
        Families families = new Families();
        Timestamp now = time.now();
        for (SiteSnapshot snapshot : sites) {
            SiteSamples site = new SiteSamples(snapshot, families);
            site.add(now, hold, ceiling);
            cutLabels.scraped(snapshot.site(), site.labels());
        }
        return families.toSamples();
    }

    /** The gauges of one scrape, while their samples are gathered. */
    private static final class Families implements SampleSink {
        private final Map<MetricCatalog, List<Sample>> samples = new EnumMap<>(MetricCatalog.class);

        @Override
        public void add(MetricCatalog metric, double value, List<String> labelValues) {
            samples.computeIfAbsent(metric, any -> new ArrayList<>())
                    .add(new Sample(metric.metric(), metric.labels(), labelValues, value));
        }

        /** All families that have samples, in the order of the catalogue. */
        List<MetricFamilySamples> toSamples() {
            return samples.entrySet().stream()
                    .map(entry -> new MetricFamilySamples(
                            entry.getKey().metric(),
                            Collector.Type.GAUGE,
                            entry.getKey().help(),
                            entry.getValue()))
                    .toList();
        }
    }
}
