package io.citrixexporter.check;

import io.citrixexporter.citrix.CitrixClientFactory;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Settings;
import io.citrixexporter.metrics.SnapshotCollector;
import io.citrixexporter.time.TimeSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Checks the configured sites. */
@ApplicationScoped
public class CheckRunner {
    private final Settings settings;
    private final CitrixClientFactory clients;
    private final SnapshotCollector collector;
    private final TimeSource time;

    CheckRunner(Settings settings, CitrixClientFactory clients, SnapshotCollector collector, TimeSource time) {
        this.settings = settings;
        this.clients = clients;
        this.collector = collector;
        this.time = time;
    }

    public List<String> sites() {
        return settings.sites().stream().map(ExporterConfig.Site::name).toList();
    }

    /**
     * Checks a site, or all of them, one after another.
     *
     * @param warnings what the log warned of while the configuration was read
     */
    public CheckReport run(Optional<String> only, List<String> warnings) {
        return CheckReport.of(
                warnings,
                settings.sites().stream()
                        .filter(site -> only.isEmpty() || only.get().equals(site.name()))
                        .map(site -> new SiteChecker(site, settings, clients, collector::series, time).check())
                        .toList());
    }
}
