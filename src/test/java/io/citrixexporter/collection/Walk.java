package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.ShardSettings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.snapshot.SiteSnapshot;
import java.time.Clock;
import java.time.Duration;

/** Runs cycles over a site without the program around it. */
public final class Walk {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SiteSettings site;
    private final Collector collector;
    private SiteSnapshot snapshot;

    public Walk(SiteSettings site, CitrixClient client, Clock clock) {
        this.site = site;
        PollStrategy strategy = site.strategy() == Strategy.SITE
                ? new WholeSite(client, clock)
                : new PerMachine(client, 8, false, clock);
        collector = new Collector(
                client, new RosterKeeper(site, ShardSettings.WHOLE, client, clock), strategy, LONG, clock);
        snapshot = unpolled();
    }

    /** What is known before the first cycle. */
    public SiteSnapshot unpolled() {
        return SiteSnapshot.unpolled(
                site.name(),
                site.customerId(),
                site.strategy().text(),
                collector.unpolled(),
                collector.machines().roster().machines());
    }

    /** Another cycle. */
    public Cycle cycle() {
        Cycle cycle = collector.run().await().atMost(LONG);
        snapshot = snapshot.after(cycle.stateAfter(snapshot.state()), cycle.polls());
        return cycle;
    }

    /** What is known after the last cycle. */
    public SiteSnapshot snapshot() {
        return snapshot;
    }
}
