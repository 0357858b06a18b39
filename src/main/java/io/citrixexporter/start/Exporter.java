package io.citrixexporter.start;

import io.citrixexporter.poll.PollJob;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;

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
        StartWarnings.refuseIgnoredSecurity();
        job.start();
        Quarkus.waitForExit();
        return 0;
    }
}
