package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import java.time.Duration;

/** Pollers that run on the calling thread and poll machines in the order of the list. */
final class Pollers {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Pollers() {}

    static PerMachinePoller perMachine(CitrixClient client, int concurrency, boolean spread, TimeSource time) {
        PollSettings settings = new PollSettings(MINUTE, MINUTE, MINUTE, concurrency, MINUTE, spread);
        return new PerMachinePoller(client, settings, time, list -> {});
    }

    static SitePoller site(
            SiteSettings site,
            CitrixClient client,
            TargetProvider machines,
            PollStrategy strategy,
            Duration timeout,
            SnapshotHolder holder,
            TimeSource time) {
        return new SitePoller(site, client, machines, strategy, timeout, holder, new Unobserved(), Runnable::run, time);
    }

    private static final class Unobserved implements CycleObserver {
        @Override
        public void watching(String site) {}

        @Override
        public void ended(String site, PollCycle cycle) {}

        @Override
        public void skipped(String site) {}
    }
}
