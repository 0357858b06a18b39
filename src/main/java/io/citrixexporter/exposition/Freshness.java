package io.citrixexporter.exposition;

import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.Settings;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health by the age of the data, with a line for each site. */
@ApplicationScoped
class Freshness {
    private final SnapshotHolder holder;
    private final PollSettings poll;
    private final Clock clock;
    private final Instant start;

    Freshness(SnapshotHolder holder, Settings settings, Clock clock) {
        this.holder = holder;
        this.poll = settings.poll();
        this.clock = clock;
        this.start = clock.instant();
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
     * Down when a site has not ended a cycle for three intervals and a timeout. Cycles end by their deadline whatever
     * Citrix does, so this is a fault of the exporter, and a restart is the mend.
     */
    @Produces
    @Liveness
    HealthCheck liveness() {
        return () -> {
            Duration patience = poll.interval().multipliedBy(3).plus(poll.timeout());
            Collection<SiteSnapshot> sites = holder.sites().values();
            boolean alive = sites.stream()
                    .noneMatch(site -> clock.instant().isAfter(lastSign(site).plus(patience)));
            return response("cycles are running", alive, sites);
        };
    }

    private Instant lastSign(SiteSnapshot site) {
        return site.state().polled() ? site.state().lastCycleEnd() : start;
    }

    /** A site without machines has nothing that could grow old but its last cycle. */
    private boolean fresh(SiteSnapshot site) {
        Instant newest = site.machines().isEmpty() && site.state().reached()
                ? site.state().lastCycleEnd()
                : newestSuccess(site);
        return !newest.equals(Instant.EPOCH) && !clock.instant().isAfter(newest.plus(poll.hold()));
    }

    private static Instant newestSuccess(SiteSnapshot site) {
        return site.machines().stream()
                .map(MachineSnapshot::tallyAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
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
                        site.state().lastCycleEnd(),
                        newestSuccess(site).equals(Instant.EPOCH) ? "none" : newestSuccess(site));
    }
}
