package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixClients;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.Settings;
import io.citrixexporter.config.ShardSettings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Starts a cycle for every site when the program starts, and at every interval from then on. */
@ApplicationScoped
public class CollectionJob {
    // The scheduler cuts a start down to the whole second.
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONGEST_JITTER = Duration.ofSeconds(3);

    private final Scheduler scheduler;
    private final PollSettings poll;
    private final Duration jitter;
    private final List<SitePolling> sites;

    CollectionJob(
            Scheduler scheduler,
            Settings settings,
            CitrixClients clients,
            SnapshotHolder holder,
            CycleObserver observer,
            Clock clock) {
        this.scheduler = scheduler;
        this.poll = settings.poll();
        this.jitter = jitter(poll.interval());
        this.sites = settings.sites().stream()
                .map(site -> polling(site, settings.shard(), clients.create(site, poll), holder, observer, clock))
                .toList();
    }

    private SitePolling polling(
            SiteSettings site,
            ShardSettings shard,
            CitrixClient client,
            SnapshotHolder holder,
            CycleObserver observer,
            Clock clock) {
        PollStrategy strategy =
                switch (site.strategy()) {
                    case PER_MACHINE -> new PerMachine(client, poll.concurrency(), poll.spread(), clock);
                    case SITE -> new WholeSite(client, clock);
                };
        Collector collector =
                new Collector(client, new RosterKeeper(site, shard, client, clock), strategy, poll.timeout(), clock);
        SiteSnapshot unpolled = SiteSnapshot.unpolled(
                site.name(),
                site.customerId(),
                site.strategy().text(),
                collector.unpolled(),
                collector.machines().roster().machines());
        return new SitePolling(unpolled, collector, holder, observer);
    }

    /** Shows which machines there are, before anything is known of them. */
    void announce(@Observes StartupEvent event) {
        sites.forEach(SitePolling::announce);
    }

    /**
     * Begins once the exporter can be scraped: a program whose port is taken asks Citrix nothing, and what the first
     * cycle counts is not lost to a registry that Quarkus has not attached yet.
     */
    void start(@ObservesAsync HttpServerStart event) {
        pollNow();
        for (SitePolling site : sites) {
            scheduler
                    .newJob("poll " + site.site())
                    .setInterval(poll.interval().toString())
                    .setDelayed(poll.interval().plus(TICK).toString())
                    .setTask(execution -> site.due(jitter))
                    .schedule();
        }
    }

    /** Starts a cycle of every site at once. */
    void pollNow() {
        sites.forEach(site -> site.due(Duration.ZERO));
    }

    /** Whether no cycle of any site is under way. */
    boolean idle() {
        return sites.stream().allMatch(SitePolling::idle);
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        sites.forEach(SitePolling::stop);
    }

    /**
     * The scheduler ticks on whole seconds: without jitter many exporters would beat on a site together. It is drawn
     * once, so that the cycles of a site keep their distance.
     */
    private static Duration jitter(Duration interval) {
        Duration twentieth = interval.dividedBy(20);
        Duration most = twentieth.compareTo(LONGEST_JITTER) < 0 ? twentieth : LONGEST_JITTER;
        return Duration.ofMillis(RandomGenerator.getDefault().nextLong(most.toMillis() + 1));
    }
}
