package io.citrixexporter.metrics;

import io.citrixexporter.config.Settings;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes injectable what the metrics need. */
@Dependent
class MetricsProducers {
    private static final String UNKNOWN = "unknown";

    /** Omits the disabled metric families of the Java runtime. Quarkus can disable them at build time only. */
    @Produces
    @Singleton
    MeterFilter disabledMetrics(Settings settings) {
        List<String> disabled = settings.web().disabledMetrics().orElse(List.of());
        return MeterFilter.deny(meter -> {
            int dot = meter.getName().indexOf('.');
            return dot > 0 && disabled.contains(meter.getName().substring(0, dot));
        });
    }

    @Produces
    @Singleton
    BuildInfo buildInfo(@ConfigProperty(name = "quarkus.application.version") String version) {
        return new BuildInfo(version, commit(), System.getProperty("java.version", UNKNOWN));
    }

    private static String commit() {
        try (InputStream in = MetricsProducers.class.getResourceAsStream("/git.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("git.commit.id.abbrev", UNKNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
