package io.citrixexporter;

import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.AuthSettings;
import io.citrixexporter.config.DiscoverySettings;
import io.citrixexporter.config.Secret;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.config.Strategy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of sites with defaults for what a test does not check. */
public final class SiteFixtures {
    private SiteFixtures() {}

    /** A site with configured machines and without an inventory. */
    public static SiteSettings named(List<String> machines) {
        return site(machines, Optional.empty(), Optional.empty(), Optional.empty(), Strategy.PER_MACHINE);
    }

    public static SiteSettings site(
            List<String> machines,
            Optional<Path> machinesFile,
            Optional<DiscoverySettings> discovery,
            Optional<Duration> inventoryInterval,
            Strategy strategy) {
        return new SiteSettings(
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
                new AuthSettings(AuthKind.TOKEN, "", Secret.ofText("token"), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }
}
