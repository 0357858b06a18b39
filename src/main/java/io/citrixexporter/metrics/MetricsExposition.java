package io.citrixexporter.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Writer;

/** Writes all metrics: those of Micrometer, and those that {@link SnapshotCollector} adds. */
@ApplicationScoped
@SuppressWarnings("deprecation") // Quarkus 3 uses the previous Prometheus client.
public class MetricsExposition {
    /** The content type of the Prometheus text format. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** The content type of OpenMetrics. */
    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsExposition(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Writes all metrics.
     *
     * @param contentType {@link #TEXT} or {@link #OPEN_METRICS}
     */
    public void write(Writer writer, String contentType) throws IOException {
        registry.scrape(writer, contentType);
    }
}
