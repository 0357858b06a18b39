package io.citrixexporter.citrix.connect;

import io.citrixexporter.config.ExporterConfig.Poll;
import io.citrixexporter.config.ExporterConfig.Site;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.http.HttpClientRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jboss.resteasy.reactive.client.api.LoggingScope;

/** Builds the REST clients of the servers of a site, each with its own connections. */
public final class RestClientFactory {
    // The REST client loses the connection of a request that is cancelled while it waits for one; the timeout of Vert.x
    // returns it to the pool.
    private static final Duration TIMEOUT_MARGIN = Duration.ofSeconds(1);

    private final TlsConfigurationRegistry tls;
    private final String userAgent;
    private final PendingRequests pending = new PendingRequests();
    private final ServerCertificates certificates = new ServerCertificates();

    public RestClientFactory(TlsConfigurationRegistry tls, String userAgent) {
        this.tls = tls;
        this.userAgent = userAgent;
    }

    /** Cancels the requests in flight. */
    public void cancelAll() {
        pending.cancelAll();
    }

    /** The TLS session of the latest request to a server, if there is one. */
    public Optional<SSLSession> tlsSession(String site, String server) {
        return certificates.latest(site, server);
    }

    /**
     * A REST client.
     *
     * @param base the address to which the paths of the interface are relative
     * @param limit limits the body of each response
     */
    public <T> T build(
            Class<T> api,
            Site site,
            SiteServer server,
            URI base,
            Poll poll,
            Consumer<HttpClientRequest> limit,
            CertificateListener listener) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(base)
                .userAgent(userAgent)
                .followRedirects(false)
                .disableDefaultMapper(true)
                // Responses are decompressed up to a limit.
                .enableCompression(false)
                // Ignores quarkus.rest-client.logging.scope, since headers contain tokens and bodies contain users.
                .loggingScope(LoggingScope.NONE)
                .connectTimeout(poll.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(poll.requestTimeout().plus(TIMEOUT_MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .httpClientOptionsCustomizer(server::configure)
                // The options have the proxy; the system properties of Java are ignored.
                .proxyAddress(ProxyConfigurationRegistry.NONE, 0)
                .httpClientRequestCustomizer(pending)
                .httpClientRequestCustomizer(limit)
                .httpClientRequestCustomizer(
                        request -> certificates.started(site.name(), server.name(), request, listener))
                .property("io.quarkus.rest.client.connection-pool-size", poll.concurrency());
        site.tlsConfigurationName().ifPresent(name -> builder.tlsConfiguration(tlsConfiguration(name)));
        return builder.build(api);
    }

    private TlsConfiguration tlsConfiguration(String name) {
        return tls.get(name)
                .orElseThrow(() ->
                        new IllegalStateException("no TLS configuration " + name + " despite the check at start"));
    }
}
