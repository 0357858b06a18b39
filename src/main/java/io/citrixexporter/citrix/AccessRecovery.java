package io.citrixexporter.citrix;

import io.citrixexporter.config.OneLine;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Recovers from failures that last. If nearly all calls of some cycles are forbidden, a new token is fetched, since a change of
 * roles may need one. If nearly all machines are unknown, the site is looked up again, since its id may have changed. Both at
 * most once an hour.
 */
final class AccessRecovery {
    private static final Logger LOG = Logger.getLogger(AccessRecovery.class);
    private static final int MIN_CYCLES = 3;
    private static final Duration MIN_INTERVAL = Duration.ofHours(1);
    private static final int MAX_ID_LENGTH_IN_LOG = 100;

    private final String site;
    private final Failover failover;
    private final FailingCycles forbidden;
    private final FailingCycles notFound;
    private boolean siteIdReported;

    AccessRecovery(String site, Failover failover, TimeSource time) {
        this.site = site;
        this.failover = failover;
        this.forbidden = new FailingCycles(time);
        this.notFound = new FailingCycles(time);
    }

    /** A cycle has ended, in which nearly all calls failed for the same reason if there is a failure. */
    synchronized void cycleEnded(Optional<PollFailure> failure) {
        FailureReason reason = failure.map(PollFailure::reason).orElse(null);
        forbidden.cycleEnded(reason == FailureReason.FORBIDDEN);
        notFound.cycleEnded(reason == FailureReason.NOT_FOUND);
        siteIdReported &= reason == FailureReason.NOT_FOUND;
    }

    /** Before a cycle: does what is due. Never fails. */
    synchronized Uni<Void> recover(Deadline deadline) {
        Controller controller = failover.current();
        if (forbidden.startIfDue()) {
            return controller.renewToken().invoke(this::logRenewal).replaceWithVoid();
        }
        if (siteIdReported || !notFound.startIfDue()) {
            return Uni.createFrom().voidItem();
        }
        if (controller.siteIdConfigured()) {
            siteIdReported = true;
            LOG.warnf(
                    "%s: HTTP 404 for nearly all machines in %d cycles; if the site was rebuilt, its id has changed:"
                            + " check citrix.sites.%s.site-id",
                    site, MIN_CYCLES, site);
            return Uni.createFrom().voidItem();
        }
        Optional<SiteIdentity> before = controller.identity();
        return controller
                .refreshIdentity(deadline)
                .invoke(found -> found.filter(
                                now -> !Optional.of(now.siteId()).equals(before.map(SiteIdentity::siteId)))
                        .ifPresent(now -> siteChanged(controller, now)))
                .replaceWithVoid();
    }

    private void logRenewal(boolean renewed) {
        LOG.infof(
                "%s: HTTP 403 for nearly all calls in %d cycles; %s",
                site,
                MIN_CYCLES,
                renewed
                        ? "signed in again, in case a change of roles needs a new token"
                        : "no new token for now, the one in use stays");
    }

    private void siteChanged(Controller controller, SiteIdentity now) {
        LOG.warnf(
                "%s: HTTP 404 for nearly all machines in %d cycles; the site id has changed to %s",
                site, MIN_CYCLES, OneLine.of(now.siteId(), MAX_ID_LENGTH_IN_LOG));
        failover.forgetSite(controller);
    }

    /** Counts consecutive cycles in which nearly all calls failed for the same reason. Not thread-safe. */
    private static final class FailingCycles {
        private final TimeSource time;
        private int cycles;
        private @Nullable Long lastAction;

        FailingCycles(TimeSource time) {
            this.time = time;
        }

        void cycleEnded(boolean failed) {
            cycles = failed ? cycles + 1 : 0;
        }

        /** Whether to act now: after enough cycles, and at most once an hour. */
        boolean startIfDue() {
            Long last = lastAction;
            boolean due =
                    cycles >= MIN_CYCLES && (last == null || time.since(last).compareTo(MIN_INTERVAL) >= 0);
            if (due) {
                lastAction = time.nanoTime();
            }
            return due;
        }
    }
}
