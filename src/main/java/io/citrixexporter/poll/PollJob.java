package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.CitrixClients;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.Settings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.SkippedExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Schedules a cycle of every site at every interval.
 *
 * <p>The trigger of the scheduler compares wall-clock times: after the clock was set back it would not fire until the clock
 * has caught up. A watchdog on the monotonic clock then schedules the job anew.
 */
@ApplicationScoped
public class PollJob {
    private static final Logger LOG = Logger.getLogger(PollJob.class);

    /** The scheduler fires on whole seconds; without a random delay many exporters would poll a site at the same time. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);

    private static final Duration MIN_WATCHDOG_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MIN_LATENESS = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final Duration interval;
    private final TimeSource time;
    private final Map<String, SitePoller> sites;
    private final Map<String, Timestamp> lastTriggers = new ConcurrentHashMap<>();
    private @Nullable Cancellable watchdog;

    @Inject
    PollJob(
            Scheduler scheduler,
            Settings settings,
            CitrixClients clients,
            SnapshotHolder holder,
            CycleObserver observer,
            TimeSource time) {
        this(
                scheduler,
                settings.poll().interval(),
                settings.sites().stream()
                        .map(site ->
                                poller(site, settings, clients.create(site, settings.poll()), holder, observer, time))
                        .toList(),
                time);
    }

    PollJob(Scheduler scheduler, Duration interval, List<SitePoller> sites, TimeSource time) {
        this.scheduler = scheduler;
        this.interval = interval;
        this.time = time;
        this.sites = sites.stream().collect(Collectors.toMap(SitePoller::site, Function.identity()));
    }

    private static SitePoller poller(
            SiteSettings site,
            Settings settings,
            CitrixClient client,
            SnapshotHolder holder,
            CycleObserver observer,
            TimeSource time) {
        PollSettings poll = settings.poll();
        PollStrategy strategy =
                switch (site.strategy()) {
                    case PER_MACHINE -> new PerMachinePoller(client, poll, time);
                    case SITE -> new SiteWidePoller(client, time);
                };
        return new SitePoller(
                site,
                client,
                new TargetProvider(site, settings.shard(), client, time),
                strategy,
                timeout(poll),
                holder,
                observer,
                Infrastructure.getDefaultWorkerPool(),
                time);
    }

    /** A cycle has ended before the next one starts, even if that has no random delay and this one has the longest. */
    private static Duration timeout(PollSettings poll) {
        Duration untilNext = poll.interval().minus(maxDelay(poll.interval()));
        return poll.timeout().compareTo(untilNext) < 0 ? poll.timeout() : untilNext;
    }

    private static Duration maxDelay(Duration interval) {
        Duration twentieth = interval.dividedBy(20);
        return twentieth.compareTo(MAX_DELAY) < 0 ? twentieth : MAX_DELAY;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    void publishUnpolled(@Observes StartupEvent event) {
        sites.values().forEach(SitePoller::publishUnpolled);
    }

    /** Starts polling. Called once the program has started, so that a program whose port is in use asks Citrix nothing. */
    public void start() {
        sites.values().forEach(this::schedule);
        watchdog = Multi.createFrom()
                .ticks()
                .every(max(interval.dividedBy(10), MIN_WATCHDOG_INTERVAL))
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> sites.values().forEach(this::checkTrigger));
    }

    private void schedule(SitePoller site) {
        triggered(site);
        scheduler
                .newJob(site.site())
                .setInterval(interval.toString())
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setExecutionMaxDelay(maxDelay(interval).toString())
                .setAsyncTask(execution -> {
                    triggered(site);
                    return site.poll();
                })
                .schedule();
    }

    private void triggered(SitePoller site) {
        lastTriggers.put(site.site(), time.now());
    }

    void skipped(@Observes SkippedExecution event) {
        SitePoller site = sites.get(event.triggerId);
        if (site != null) {
            triggered(site);
            site.skipped();
        }
    }

    /** Whatever goes wrong with one site, the watchdog goes on. */
    private void checkTrigger(SitePoller site) {
        try {
            rescheduleIfLate(site);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: the job could not be rescheduled", site.site());
        }
    }

    private void rescheduleIfLate(SitePoller site) {
        Timestamp now = time.now();
        Timestamp last = lastTriggers.getOrDefault(site.site(), now);
        Duration since = last.ageAt(now.nanoTime());
        if (since.compareTo(interval.plus(max(interval.dividedBy(4), MIN_LATENESS))) > 0) {
            LOG.warnf(
                    "%s: no cycle for %d s, in which the wall clock moved by %d s; rescheduled",
                    site.site(),
                    since.toSeconds(),
                    Duration.between(last.instant(), now.instant()).toSeconds());
            scheduler.unscheduleJob(site.site());
            schedule(site);
        }
    }

    /** The pollers of all sites. */
    Collection<SitePoller> pollers() {
        return sites.values();
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        if (watchdog != null) {
            watchdog.cancel();
        }
        sites.values().forEach(SitePoller::stop);
    }
}
