package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;

/** Runs cycles of a site without Quarkus. */
public final class PolledSite {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SiteSnapshot unpolled;
    private final SitePoller poller;
    private SiteSnapshot snapshot;

    public PolledSite(ExporterConfig.Site site, CitrixClient client, TimeSource time) {
        PollStrategy strategy = site.strategy() == Strategy.SITE
                ? new SiteWidePoller(client, time)
                : Pollers.perMachine(client, 8, false, time);
        poller = Pollers.site(site, client, strategy, LONG, time);
        unpolled = poller.unpolled();
        snapshot = unpolled;
    }

    /** The snapshot before the first cycle. */
    public SiteSnapshot unpolled() {
        return unpolled;
    }

    /** Runs a cycle. */
    public CycleResult cycle() {
        CycleResult result = poller.cycle().await().atMost(LONG);
        snapshot = snapshot.next(result.stateAfter(snapshot.state()), result.polls());
        return result;
    }

    /** The snapshot after the last cycle. */
    public SiteSnapshot snapshot() {
        return snapshot;
    }
}
