package io.citrixexporter.citrix;

import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.session.ResponseField;
import io.citrixexporter.time.TimeSource;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.time.Instant;

/** Real clients whose clock a test moves, and to which nobody listens. */
final class TestClients {
    private TestClients() {}

    static CitrixClient create(TlsConfigurationRegistry tls, TimeSource clock, SiteSettings site, PollSettings poll) {
        return create(tls, clock, site, poll, CitrixClient.LARGEST_ANSWER);
    }

    static CitrixClient create(
            TlsConfigurationRegistry tls, TimeSource clock, SiteSettings site, PollSettings poll, long largestAnswer) {
        return new CitrixClients(
                        CDI.current().select(Vertx.class).get(),
                        tls,
                        clock,
                        new Deaf(),
                        "citrix-session-exporter",
                        "test")
                .create(site, poll, largestAnswer);
    }

    /** Listens to nothing. */
    static class Deaf implements CallObserver {
        @Override
        public void called(String site, Endpoint endpoint, String outcome, Duration took) {}

        @Override
        public void unrecognized(String site, ResponseField field) {}

        @Override
        public void renewed(String site, Instant expiresAt) {}

        @Override
        public void limited(String site, int requests) {}

        @Override
        public void paused(String site, Duration duration) {}

        @Override
        public void resumed(String site) {}
    }
}
