package io.citrixexporter.exposition;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which build of the exporter runs, on which Java. */
@Singleton
class BuildInfo {
    private static final String UNKNOWN = "unknown";

    private final String version;
    private final String revision;

    BuildInfo(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
        this.revision = revisionOfBuild();
    }

    String version() {
        return version;
    }

    /** The abbreviated commit, or {@code unknown} for a build outside a checkout. */
    String revision() {
        return revision;
    }

    String javaVersion() {
        return System.getProperty("java.version", UNKNOWN);
    }

    private static String revisionOfBuild() {
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
