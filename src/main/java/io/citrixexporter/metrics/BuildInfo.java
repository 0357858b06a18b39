package io.citrixexporter.metrics;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which build of the exporter runs, on which Java.
 *
 * @param version its version
 * @param revision the abbreviated commit, or {@code unknown} for a build outside a checkout
 * @param javaVersion the version of the Java runtime
 */
record BuildInfo(String version, String revision, String javaVersion) {
    private static final String UNKNOWN = "unknown";

    /** Finds out about the running program. */
    @Dependent
    static class Producer {
        @Produces
        @Singleton
        BuildInfo buildInfo(@ConfigProperty(name = "quarkus.application.version") String version) {
            return new BuildInfo(version, commit(), System.getProperty("java.version", UNKNOWN));
        }
    }

    private static String commit() {
        try (InputStream in = BuildInfo.class.getResourceAsStream("/git.properties")) {
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
