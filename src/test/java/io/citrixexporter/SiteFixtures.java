package io.citrixexporter;

import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Secret;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestAuth;
import io.citrixexporter.config.TestConfigs.TestSite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of sites with defaults for what a test does not check. */
public final class SiteFixtures {
    private SiteFixtures() {}

    /** A site with configured machines and without an inventory. */
    public static ExporterConfig.Site named(List<String> machines) {
        return site(machines, Optional.empty(), TestConfigs.NONE, Optional.empty(), Strategy.PER_MACHINE);
    }

    public static ExporterConfig.Site site(
            List<String> machines,
            Optional<Path> machinesFile,
            ExporterConfig.Discovery discovery,
            Optional<Duration> inventoryInterval,
            Strategy strategy) {
        return new TestSite(
                "prod",
                List.of(URI.create("https://ddc1.corp.example")),
                "/cvad/manage",
                "acme",
                Optional.of("site-1"),
                strategy,
                machines,
                machinesFile,
                discovery,
                inventoryInterval,
                Optional.empty(),
                new TestAuth(AuthKind.TOKEN, "", Secret.ofText("token"), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }
}
