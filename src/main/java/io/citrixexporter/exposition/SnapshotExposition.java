package io.citrixexporter.exposition;

import io.citrixexporter.config.Settings;
import io.citrixexporter.session.SessionState;
import io.citrixexporter.session.SessionTally;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes the snapshots of all sites into the exposition. It reads the one reference once per scrape, so that a scrape
 * shows one moment, and calls nobody.
 */
@ApplicationScoped
public class SnapshotExposition {
    private final SnapshotHolder holder;
    private final Duration hold;
    private final Clock clock;

    SnapshotExposition(SnapshotHolder holder, Settings settings, Clock clock) {
        this.holder = holder;
        this.hold = settings.poll().hold();
        this.clock = clock;
    }

    /**
     * The registry that Micrometer and this class share. Quarkus' own producer makes a new one for whoever asks.
     */
    @Produces
    @Singleton
    static CollectorRegistry sharedRegistry() {
        return new CollectorRegistry(true);
    }

    void register(@Observes StartupEvent event, CollectorRegistry registry) {
        registry.register(new Collector() {
            @Override
            public List<MetricFamilySamples> collect() {
                return families(holder.sites().values());
            }
        });
    }

    private List<MetricFamilySamples> families(Collection<SiteSnapshot> sites) {
        Scrape scrape = new Scrape(clock.instant());
        sites.forEach(scrape::add);
        return scrape.families();
    }

    /** The samples of one scrape. */
    private final class Scrape {
        private final Instant now;
        private final Family sessions = new Family(MetricCatalog.SESSIONS);
        private final Family machineSessions = new Family(MetricCatalog.MACHINE_SESSIONS);
        private final Family machineUp = new Family(MetricCatalog.MACHINE_UP);
        private final Family lastSuccess = new Family(MetricCatalog.MACHINE_LAST_SUCCESS);
        private final Family siteUp = new Family(MetricCatalog.SITE_UP);
        private final Family siteInfo = new Family(MetricCatalog.SITE_INFO);
        private final Family lastCycle = new Family(MetricCatalog.LAST_CYCLE);

        Scrape(Instant now) {
            this.now = now;
        }

        void add(SiteSnapshot site) {
            siteUp.add(List.of(site.site()), site.up());
            lastCycle.add(List.of(site.site()), site.lastCycleEnd());
            site.identity()
                    .ifPresent(identity -> siteInfo.add(
                            List.of(site.site(), identity.siteId(), identity.siteName(), site.customerId()), true));
            site.machines().forEach(machine -> add(site.site(), machine));
        }

        private void add(String site, MachineSnapshot machine) {
            String label = machine.machine().label();
            String group = machine.machine().deliveryGroup();
            List<String> labels = List.of(site, label, group);
            machineUp.add(labels, machine.up());
            lastSuccess.add(labels, machine.lastSuccess());
            machine.tally(now, hold).ifPresent(tally -> add(site, label, group, tally));
        }

        private void add(String site, String machine, String group, SessionTally tally) {
            for (SessionState state : SessionState.values()) {
                machineSessions.add(List.of(site, machine, group, state.text()), tally.inState(state));
            }
            tally.byKind()
                    .forEach((kind, count) -> sessions.add(
                            List.of(
                                    site,
                                    machine,
                                    group,
                                    kind.state().text(),
                                    kind.protocol().text(),
                                    kind.appState().text()),
                            count));
        }

        List<MetricFamilySamples> families() {
            return List.of(sessions, machineSessions, machineUp, lastSuccess, siteUp, siteInfo, lastCycle).stream()
                    .map(Family::toSamples)
                    .toList();
        }
    }

    /** One gauge of the catalogue while its samples are gathered. */
    private static final class Family {
        private final MetricCatalog metric;
        private final List<Sample> samples = new ArrayList<>();

        Family(MetricCatalog metric) {
            this.metric = metric;
        }

        void add(List<String> labelValues, double value) {
            samples.add(new Sample(metric.metric(), metric.labels(), labelValues, value));
        }

        void add(List<String> labelValues, boolean value) {
            add(labelValues, value ? 1 : 0);
        }

        void add(List<String> labelValues, Instant value) {
            add(labelValues, value.toEpochMilli() / 1000.0);
        }

        MetricFamilySamples toSamples() {
            return new MetricFamilySamples(metric.metric(), Collector.Type.GAUGE, metric.help(), samples);
        }
    }
}
