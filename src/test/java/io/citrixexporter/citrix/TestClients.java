package io.citrixexporter.citrix;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.time.TimeSource;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.spi.CDI;

/** Real clients with a test clock and without metrics. */
public final class TestClients {
    private TestClients() {}

    public static CitrixClient create(
            TlsConfigurationRegistry tls, TimeSource clock, ExporterConfig.Site site, ExporterConfig.Poll poll) {
        return create(tls, clock, site, poll, BodyLimit.ofHeap(poll.concurrency()));
    }

    public static CitrixClient create(
            TlsConfigurationRegistry tls,
            TimeSource clock,
            ExporterConfig.Site site,
            ExporterConfig.Poll poll,
            BodyLimit limit) {
        return clients(
                        tls,
                        CDI.current().select(ProxyConfigurationRegistry.class).get(),
                        clock)
                .create(site, poll, limit);
    }

    public static CitrixClient create(
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies,
            ExporterConfig.Site site,
            ExporterConfig.Poll poll) {
        return clients(tls, proxies, new TestClock()).create(site, poll);
    }

    private static CitrixClientFactory clients(
            TlsConfigurationRegistry tls, ProxyConfigurationRegistry proxies, TimeSource clock) {
        return new CitrixClientFactory(
                CDI.current().select(Vertx.class).get(),
                tls,
                proxies,
                clock,
                new CitrixListener() {},
                "citrix-session-exporter",
                "test");
    }
}
