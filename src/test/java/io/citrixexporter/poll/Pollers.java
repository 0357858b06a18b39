package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestPoll;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;

/** Pollers that run on the calling thread and poll machines in the order of the list. */
final class Pollers {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Pollers() {}

    static PerMachinePoller perMachine(CitrixClient client, int concurrency, boolean spread, TimeSource time) {
        ExporterConfig.Poll settings = new TestPoll(MINUTE, MINUTE, MINUTE, concurrency, MINUTE, spread);
        return new PerMachinePoller(client, settings, time, list -> {});
    }

    static SitePoller site(
            ExporterConfig.Site site, CitrixClient client, PollStrategy strategy, Duration timeout, TimeSource time) {
        return site(site, client, strategy, timeout, time, new NoListener());
    }

    static SitePoller site(
            ExporterConfig.Site site,
            CitrixClient client,
            PollStrategy strategy,
            Duration timeout,
            TimeSource time,
            CycleListener listener) {
        TargetProvider targets = new TargetProvider(site, TestConfigs.ONE_EXPORTER, client, time);
        return new SitePoller(
                site, client, targets, strategy, timeout, Runnable::run, time, new SnapshotHolder(), listener);
    }

    /** Ignores every event. */
    static class NoListener implements CycleListener {
        @Override
        public void siteAdded(String site) {}

        @Override
        public void cycleEnded(CycleResult cycle, SiteSnapshot snapshot) {}

        @Override
        public void cycleSkipped(String site) {}
    }
}
