package io.citrixexporter.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The part of a site's settings that says which machines are polled, and how; see {@link SiteSettings}. */
record MachineSettings(
        Strategy strategy,
        List<String> names,
        Optional<Path> file,
        Optional<DiscoverySettings> discovery,
        Optional<Duration> inventoryInterval) {}
