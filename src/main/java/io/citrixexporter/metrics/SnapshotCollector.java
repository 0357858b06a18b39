package io.citrixexporter.metrics;

import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Settings;
import io.citrixexporter.metrics.ApplicationGauges.ApplicationRow;
import io.citrixexporter.metrics.MachineGauges.MachineRow;
import io.citrixexporter.metrics.SiteGauges.SiteRow;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gauges of sites and machines, collected from the snapshots of all sites. The reference to the snapshots is read
 * once per scrape, so a scrape is consistent; it never calls Citrix.
 */
@Singleton
public class SnapshotCollector extends Collector {
    private final SnapshotHolder holder;
    private final Duration hold;
    private final Set<String> sitesWithApplications;
    private final TimeSource time;

    SnapshotCollector(SnapshotHolder holder, Settings settings, TimeSource time) {
        this.holder = holder;
        this.hold = settings.poll().hold();
        this.sitesWithApplications = settings.sites().stream()
                .filter(ExporterConfig.Site::applications)
                .map(ExporterConfig.Site::name)
                .collect(Collectors.toSet());
        this.time = time;
    }

    /**
     * The registry that Micrometer and this class share. Quarkus' own producer makes a new one for each injection point.
     */
    @Produces
    @Singleton
    static CollectorRegistry sharedRegistry() {
        return new CollectorRegistry(true);
    }

    void started(@Observes StartupEvent event, CollectorRegistry registry) {
        register(registry);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return families(holder.sites().values());
    }

    /** The number of series of a site and its machines, without those of published applications. */
    public int series(SiteSnapshot site) {
        return families(List.of(site)).stream()
                .filter(family -> !family.name.equals(MetricCatalog.APPLICATION_SESSIONS.metric()))
                .mapToInt(family -> family.samples.size())
                .sum();
    }

    private List<MetricFamilySamples> families(Collection<SiteSnapshot> sites) {
        Timestamp now = time.now();
        List<SiteRow> siteRows = sites.stream().map(SiteRow::new).toList();
        List<MachineRow> machineRows = sites.stream()
                .flatMap(site -> MachineGauges.rows(site, now, hold).stream())
                .toList();
        // A server that rejects fields lists the applications of every site.
        List<ApplicationRow> applicationRows = sites.stream()
                .filter(site -> sitesWithApplications.contains(site.site()))
                .flatMap(site -> ApplicationGauges.rows(site, now, hold).stream())
                .toList();
        return Stream.of(
                        SiteGauges.ALL.stream().map(family -> family(family, siteRows)),
                        MachineGauges.ALL.stream().map(family -> family(family, machineRows)),
                        Stream.of(family(ApplicationGauges.SESSIONS, applicationRows)))
                .flatMap(families -> families)
                .filter(family -> !family.samples.isEmpty())
                .toList();
    }

    private static <R extends GaugeFamily.Row> MetricFamilySamples family(GaugeFamily<R> family, List<R> rows) {
        MetricCatalog metric = family.metric();
        return new MetricFamilySamples(metric.metric(), Type.GAUGE, metric.help(), new LazySamples<>(family, rows));
    }

    /**
     * The samples of a family, each made when it is written: all samples of a large site together would take more memory
     * than the rest of the program.
     */
    private static final class LazySamples<R extends GaugeFamily.Row> extends AbstractList<MetricFamilySamples.Sample> {
        private final GaugeFamily<R> family;
        private final List<R> rows;

        LazySamples(GaugeFamily<R> family, List<R> rows) {
            this.family = family;
            this.rows = rows;
        }

        @Override
        public Iterator<MetricFamilySamples.Sample> iterator() {
            return samples().iterator();
        }

        private Stream<MetricFamilySamples.Sample> samples() {
            MetricCatalog metric = family.metric();
            return rows.stream().mapMulti((row, consumer) -> family.samples()
                    .accept(
                            row,
                            (value, more) -> consumer.accept(new MetricFamilySamples.Sample(
                                    metric.metric(), metric.labels(), labelValues(row, more), value))));
        }

        private static List<String> labelValues(GaugeFamily.Row row, String... more) {
            if (more.length == 0) {
                return row.labels();
            }
            List<String> values = new ArrayList<>(row.labels());
            for (String value : more) {
                values.add(LabelText.of(value));
            }
            return values;
        }

        @Override
        public boolean isEmpty() {
            return !iterator().hasNext();
        }

        @Override
        public int size() {
            return Math.toIntExact(samples().count());
        }

        @Override
        public MetricFamilySamples.Sample get(int index) {
            return samples().skip(index).findFirst().orElseThrow(() -> new IndexOutOfBoundsException(index));
        }
    }
}
