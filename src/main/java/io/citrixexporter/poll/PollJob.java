package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixClientFactory;
import io.citrixexporter.config.ExporterConfig.Poll;
import io.citrixexporter.config.ExporterConfig.Site;
import io.citrixexporter.config.Settings;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.DurationMath;
import io.citrixexporter.time.TimeSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Schedules a cycle of every site at every interval. Creates the poller of each site.
 */
@ApplicationScoped
public class PollJob {
    /** The scheduler fires on whole seconds; without a random delay many exporters would poll a site at the same time. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Duration interval;
    private final Map<String, SitePoller> sites;
    private final TriggerWatchdog watchdog;

    @Inject
    PollJob(
            Scheduler scheduler,
            Settings settings,
            CitrixClientFactory clients,
            SnapshotHolder holder,
            CycleListener listener,
            TimeSource time) {
        this(
                scheduler,
                settings.poll().interval(),
                settings.sites().stream()
                        .map(site ->
                                poller(site, settings, clients.create(site, settings.poll()), holder, listener, time))
                        .toList(),
                time);
    }

    PollJob(Scheduler scheduler, Duration interval, List<SitePoller> sites, TimeSource time) {
        this.scheduler = scheduler;
        this.interval = interval;
        this.sites = sites.stream().collect(Collectors.toMap(SitePoller::site, Function.identity()));
        this.watchdog = new TriggerWatchdog(interval, time, this::reschedule);
    }

    private static SitePoller poller(
            Site site,
            Settings settings,
            CitrixClient client,
            SnapshotHolder holder,
            CycleListener listener,
            TimeSource time) {
        Poll poll = settings.poll();
        return new SitePoller(
                site,
                client,
                new TargetProvider(site, settings.shard(), client, time),
                PollStrategy.of(site, client, poll, time),
                timeout(poll),
                Infrastructure.getDefaultWorkerPool(),
                time,
                holder,
                listener);
    }

    /** The timeout of a cycle: one with the maximum delay ends before the next one starts without a delay. */
    private static Duration timeout(Poll poll) {
        return DurationMath.min(poll.timeout(), poll.interval().minus(maxDelay(poll.interval())));
    }

    private static Duration maxDelay(Duration interval) {
        return DurationMath.min(interval.dividedBy(20), MAX_DELAY);
    }

    void publishUnpolled(@Observes StartupEvent event) {
        sites.values().forEach(SitePoller::publishUnpolled);
    }

    /** Starts polling. Called after the program has started, so that nothing is polled if the port is in use. */
    public void start() {
        sites.values().forEach(this::schedule);
        watchdog.start();
    }

    private void schedule(SitePoller site) {
        watchdog.triggered(site.site());
        scheduler
                .newJob(site.site())
                .setInterval(interval.toString())
                .setExecutionMaxDelay(maxDelay(interval).toString())
                .setAsyncTask(execution -> {
                    watchdog.triggered(site.site());
                    return site.poll();
                })
                .schedule();
    }

    private void reschedule(String site) {
        scheduler.unscheduleJob(site);
        Optional.ofNullable(sites.get(site)).ifPresent(this::schedule);
    }

    Collection<SitePoller> pollers() {
        return sites.values();
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        watchdog.stop();
        sites.values().forEach(SitePoller::stop);
    }
}
