package io.citrixexporter.poll;

import io.citrixexporter.time.DurationMath;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reschedules the job of a site that was not triggered in time. The interval trigger of the scheduler compares wall-clock
 * times: after the clock was set back it does not fire until the clock has caught up. The watchdog uses the monotonic clock.
 */
final class TriggerWatchdog {
    private static final Logger LOG = Logger.getLogger(TriggerWatchdog.class);
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MIN_LATENESS = Duration.ofSeconds(2);

    private final Duration interval;
    private final TimeSource time;
    private final Consumer<String> reschedule;
    private final Map<String, Timestamp> lastTriggers = new ConcurrentHashMap<>();
    private @Nullable Cancellable checks;

    /**
     * @param interval the interval of the jobs
     * @param reschedule schedules the job of a site anew
     */
    TriggerWatchdog(Duration interval, TimeSource time, Consumer<String> reschedule) {
        this.interval = interval;
        this.time = time;
        this.reschedule = reschedule;
    }

    void start() {
        checks = Multi.createFrom()
                .ticks()
                .every(DurationMath.max(interval.dividedBy(10), MIN_CHECK_INTERVAL))
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> lastTriggers.keySet().forEach(this::check));
    }

    void stop() {
        if (checks != null) {
            checks.cancel();
        }
    }

    /** The job of a site was scheduled or triggered. */
    void triggered(String site) {
        lastTriggers.put(site, time.now());
    }

    /** A failure at one site does not end the checks of the others. */
    private void check(String site) {
        try {
            rescheduleIfLate(site);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: the job could not be rescheduled", site);
        }
    }

    private void rescheduleIfLate(String site) {
        Timestamp now = time.now();
        Timestamp last = lastTriggers.getOrDefault(site, now);
        Duration since = last.ageAt(now.nanoTime());
        if (since.compareTo(interval.plus(DurationMath.max(interval.dividedBy(4), MIN_LATENESS))) > 0) {
            LOG.warnf(
                    "%s: no cycle for %d s, in which the wall clock moved by %d s; rescheduled",
                    site,
                    since.toSeconds(),
                    Duration.between(last.instant(), now.instant()).toSeconds());
            reschedule.accept(site);
        }
    }
}
