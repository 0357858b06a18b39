package io.citrixexporter.check;

import io.citrixexporter.citrix.CitrixClientFactory;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Settings;
import io.citrixexporter.metrics.MetricsExposition;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Checks the configured sites. Polling must not have started. */
@ApplicationScoped
public class SiteChecks {
    private final Settings settings;
    private final CitrixClientFactory clients;
    private final SnapshotHolder holder;
    private final MetricsExposition exposition;
    private final TimeSource time;

    SiteChecks(
            Settings settings,
            CitrixClientFactory clients,
            SnapshotHolder holder,
            MetricsExposition exposition,
            TimeSource time) {
        this.settings = settings;
        this.clients = clients;
        this.holder = holder;
        this.exposition = exposition;
        this.time = time;
    }

    /** The names of all sites. */
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
                        .map(site -> new SiteChecker(site, settings, clients, this::exposition, time).check())
                        .toList());
    }

    private String exposition(SiteSnapshot snapshot) {
        holder.publish(snapshot);
        StringWriter text = new StringWriter();
        try {
            exposition.write(text, MetricsExposition.TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
