package io.citrixexporter.start;

import io.citrixexporter.poll.PollJob;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The running program. Quarkus calls it once everything has started, whatever listeners there are, and again after a reload
 * in dev mode: only then does polling start, so that a program whose port is in use asks Citrix nothing.
 */
@Singleton
@Unremovable
public final class Exporter implements QuarkusApplication {
    private final PollJob job;

    Exporter(PollJob job) {
        this.job = job;
    }

    @Override
    public int run(String... args) {
        refuseIgnoredSecurity();
        job.start();
        Quarkus.waitForExit();
        return 0;
    }

    static void refuseIgnoredSecurity() {
        Set<String> ignored = IgnoredKeys.ofSecurity();
        if (!ignored.isEmpty()) {
            throw new ConfigurationException("Keys that are meant to protect the exporter would have no effect:\n  "
                    + String.join("\n  ", ignored) + "\nFix their names, or remove them.");
        }
    }
}
