package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.ShardSettings;
import io.citrixexporter.config.SiteSettings;
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

    static CycleRunner runner(
            SiteSettings site, CitrixClient client, PollStrategy strategy, Duration timeout, TimeSource time) {
        TargetProvider targets = new TargetProvider(site, ShardSettings.WHOLE, client, time);
        return new CycleRunner(site, client, targets, strategy, timeout, Runnable::run, time);
    }
}
