package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestPoll;
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

    static CycleRunner runner(
            ExporterConfig.Site site, CitrixClient client, PollStrategy strategy, Duration timeout, TimeSource time) {
        TargetProvider targets = new TargetProvider(site, TestConfigs.ONE_EXPORTER, client, time);
        return new CycleRunner(site, client, targets, strategy, timeout, Runnable::run, time);
    }
}
