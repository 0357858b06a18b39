package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.ShardSettings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;

/** Runs cycles of a site without Quarkus. */
public final class PolledSite {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SiteSnapshot unpolled;
    private final SitePoller poller;
    private SiteSnapshot snapshot;

    public PolledSite(SiteSettings site, CitrixClient client, TimeSource time) {
        TargetProvider machines = new TargetProvider(site, ShardSettings.WHOLE, client, time);
        PollStrategy strategy = site.strategy() == Strategy.SITE
                ? new SiteWidePoller(client, time)
                : Pollers.perMachine(client, 8, false, time);
        SnapshotHolder holder = new SnapshotHolder();
        poller = Pollers.site(site, client, machines, strategy, LONG, holder, time);
        poller.publishUnpolled();
        unpolled = holder.sites().get(site.name());
        snapshot = unpolled;
    }

    /** The snapshot before the first cycle. */
    public SiteSnapshot unpolled() {
        return unpolled;
    }

    /** Runs a cycle. */
    public PollCycle cycle() {
        PollCycle cycle = poller.run().await().atMost(LONG);
        snapshot = snapshot.after(cycle.stateAfter(snapshot.state()), cycle.polls());
        return cycle;
    }

    /** The snapshot after the last cycle. */
    public SiteSnapshot snapshot() {
        return snapshot;
    }
}
