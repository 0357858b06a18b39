package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixClients;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.Settings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.inventory.Machines;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Starts a cycle for every site when the program starts, and at every interval from then on. */
@ApplicationScoped
public class CollectionJob {
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
                .map(site -> polling(site, clients, holder, observer, clock))
                .toList();
    }

    private SitePolling polling(
            SiteSettings site, CitrixClients clients, SnapshotHolder holder, CycleObserver observer, Clock clock) {
        List<MachineRef> machines = Machines.named(site.machines());
        return new SitePolling(
                SiteSnapshot.unpolled(site.name(), site.customerId(), machines),
                new Collector(machines, clients.create(site, poll), poll, clock),
                holder,
                observer);
    }

    void start(@Observes StartupEvent event) {
        sites.forEach(SitePolling::announce);
        pollNow();
        for (SitePolling site : sites) {
            scheduler
                    .newJob("poll " + site.site())
                    .setInterval(poll.interval().toString())
                    .setDelayed(poll.interval().toString())
                    .setTask(execution -> site.due(jitter))
                    .schedule();
        }
    }

    /** Starts a cycle of every site at once. */
    void pollNow() {
        sites.forEach(site -> site.due(Duration.ZERO));
    }

    void stop(@Observes ShutdownEvent event) {
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
