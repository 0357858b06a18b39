package io.citrixexporter.metrics;

import io.citrixexporter.config.ExporterConfig.Poll;
import io.citrixexporter.config.Settings;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Health by the age of the data, with a line for each site. Made when the program starts: the first cycle counts from then
 * on, and not from the first probe.
 */
@ApplicationScoped
@Startup
class PollHealth {
    private final SnapshotHolder holder;
    private final Poll poll;
    private final TimeSource time;
    private final Timestamp start;

    PollHealth(SnapshotHolder holder, Settings settings, TimeSource time) {
        this.holder = holder;
        this.poll = settings.poll();
        this.time = time;
        this.start = time.now();
    }

    /**
     * Down until the first cycle of every site has ended, and when no site has data that is younger than {@code hold}:
     * then a scrape has nothing to show.
     */
    @Produces
    @Readiness
    HealthCheck readiness() {
        return () -> {
            Collection<SiteSnapshot> sites = holder.sites().values();
            boolean polled = !sites.isEmpty()
                    && sites.stream().allMatch(site -> site.state().polled());
            boolean fresh = sites.stream().anyMatch(this::fresh);
            return response("fresh session data", polled && fresh, sites);
        };
    }

    /**
     * Down when a site has not ended a cycle for three intervals and a timeout. Cycles end by their deadline in any
     * case, so this is a fault of the exporter, and a restart fixes it.
     */
    @Produces
    @Liveness
    HealthCheck liveness() {
        return () -> {
            Duration maxAge = poll.interval().multipliedBy(3).plus(poll.timeout());
            Collection<SiteSnapshot> sites = holder.sites().values();
            boolean alive = sites.stream()
                    .noneMatch(site -> lastCycle(site).ageAt(time.nanoTime()).compareTo(maxAge) > 0);
            return response("cycles are running", alive, sites);
        };
    }

    private Timestamp lastCycle(SiteSnapshot site) {
        return site.state().polled() ? site.state().lastCycleEnd() : start;
    }

    /** The data of a site without machines is as old as its last cycle. */
    private boolean fresh(SiteSnapshot site) {
        Optional<Timestamp> newest = site.machines().isEmpty() && site.state().reached()
                ? Optional.of(site.state().lastCycleEnd())
                : newestSuccess(site);
        return newest.filter(at -> at.ageAt(time.nanoTime()).compareTo(poll.hold()) <= 0)
                .isPresent();
    }

    private Optional<Timestamp> newestSuccess(SiteSnapshot site) {
        long now = time.nanoTime();
        return site.machines().stream()
                .map(MachineSnapshot::tallyAt)
                .filter(at -> !at.isNever())
                .min(Comparator.comparing(at -> at.ageAt(now)));
    }

    private HealthCheckResponse response(String name, boolean up, Collection<SiteSnapshot> sites) {
        HealthCheckResponseBuilder builder = HealthCheckResponse.named(name).status(up);
        sites.forEach(site -> builder.withData(site.site(), seen(site)));
        return builder.build();
    }

    private String seen(SiteSnapshot site) {
        if (!site.state().polled()) {
            return "not polled yet";
        }
        long ok = site.machines().stream().filter(MachineSnapshot::up).count();
        return "%s; %d of %d machines ok; last cycle ended %s; newest data %s"
                .formatted(
                        site.state().reached() ? "reached" : "not reached",
                        ok,
                        site.machines().size(),
                        site.state().lastCycleEnd().instant(),
                        newestSuccess(site)
                                .map(Timestamp::instant)
                                .map(Instant::toString)
                                .orElse("none"));
    }
}
