package io.citrixexporter.citrix;

import io.citrixexporter.citrix.connect.ConnectionInfo;
import io.citrixexporter.citrix.connect.EventLoopExecutor;
import io.citrixexporter.citrix.connect.ProxyResolver;
import io.citrixexporter.citrix.connect.RestClientFactory;
import io.citrixexporter.citrix.connect.SiteServer;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.login.TokenFetcher;
import io.citrixexporter.citrix.login.TokenRestClient;
import io.citrixexporter.citrix.throttle.RateLimit;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.TimeSource;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Builds the client of each site from its settings. */
@ApplicationScoped
public class CitrixClientFactory {
    private static final Logger LOG = Logger.getLogger(CitrixClientFactory.class);

    private final RestClientFactory restClients;
    private final ProxyResolver proxies;
    private final Executor eventLoops;
    private final TimeSource time;
    private final CitrixListener listener;

    CitrixClientFactory(
            Vertx vertx,
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies,
            TimeSource time,
            CitrixListener listener,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.restClients = new RestClientFactory(tls, name + "/" + version);
        this.proxies = new ProxyResolver(proxies);
        this.eventLoops = new EventLoopExecutor(vertx);
        this.time = time;
        this.listener = listener;
    }

    /** After the pollers have stopped. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        restClients.cancelAll();
    }

    /** A client with its own connections and tokens. */
    public CitrixClient create(ExporterConfig.Site site, ExporterConfig.Poll poll) {
        return create(site, poll, BodyLimit.ofHeap(poll.concurrency()));
    }

    CitrixClient create(ExporterConfig.Site site, ExporterConfig.Poll poll, BodyLimit limit) {
        List<SiteServer> servers = servers(site, poll);
        warnOfPlainText(site.name(), servers);
        logProxy(site.name(), servers);
        return new CitrixClient(site.name(), new ControllerBuilder(site, poll, limit, listener).controllers(), time);
    }

    /** A client of each controller, without failover, in the order of the configuration. */
    public List<CitrixClient> createForEachController(
            ExporterConfig.Site site, ExporterConfig.Poll poll, CitrixListener listener) {
        return new ControllerBuilder(site, poll, BodyLimit.ofHeap(poll.concurrency()), listener)
                .controllers().stream()
                        .map(controller -> new CitrixClient(site.name(), List.of(controller), time))
                        .toList();
    }

    /** How the controllers of a site and their token endpoints are reached; their TLS is known after the first request. */
    public List<ConnectionInfo> connections(ExporterConfig.Site site, ExporterConfig.Poll poll) {
        return servers(site, poll).stream()
                .map(server -> ConnectionInfo.of(server, restClients.tlsSession(site.name(), server.name())))
                .distinct()
                .toList();
    }

    private List<SiteServer> servers(ExporterConfig.Site site, ExporterConfig.Poll poll) {
        return site.controllers().stream()
                .flatMap(address -> Stream.of(address, site.tokenUrl(address)))
                .map(address -> proxies.server(site, address, poll.requestTimeout()))
                .toList();
    }

    private static void warnOfPlainText(String site, List<SiteServer> servers) {
        names(servers, SiteServer::insecure)
                .forEach(server -> LOG.warnf(
                        "%s: %s is not encrypted: the password and the token can be read on the network; use https",
                        site, server));
    }

    /** All servers with a proxy have the same one. */
    private static void logProxy(String site, List<SiteServer> servers) {
        servers.stream()
                .map(SiteServer::proxyAddress)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(proxy -> LOG.infof(
                        "%s: calls to %s go through the proxy %s",
                        site,
                        names(servers, server -> server.proxy().isPresent()).collect(Collectors.joining(", ")),
                        proxy));
    }

    private static Stream<String> names(List<SiteServer> servers, Predicate<SiteServer> which) {
        return servers.stream().filter(which).map(SiteServer::name).distinct();
    }

    /** Builds the controllers of a site from what they share. */
    private final class ControllerBuilder {
        private final ExporterConfig.Site site;
        private final ExporterConfig.Poll poll;
        private final BodyLimit limit;
        private final Executor workers = Infrastructure.getDefaultWorkerPool();
        private final ResponseReader reader;
        private final RateLimit rate;
        private final CitrixListener listener;
        private final CallReporter reporter;

        ControllerBuilder(
                ExporterConfig.Site site, ExporterConfig.Poll poll, BodyLimit limit, CitrixListener listener) {
            this.listener = listener;
            this.site = site;
            this.poll = poll;
            this.limit = limit;
            this.reader = new ResponseReader(limit, time, workers);
            this.reporter = new CallReporter(site.name(), time, listener);
            this.rate = new RateLimit(
                    site.requestsPerSecond()
                            .map(requests -> Duration.ofNanos(Math.round(1e9 / requests)))
                            .orElse(Duration.ZERO),
                    time);
        }

        List<Controller> controllers() {
            return site.controllers().stream()
                    .map(address -> build(server(address), server(site.tokenUrl(address))))
                    .toList();
        }

        private SiteServer server(URI address) {
            return proxies.server(site, address, poll.requestTimeout());
        }

        private Controller build(SiteServer server, SiteServer tokenEndpoint) {
            RequestLimiter limiter = new RequestLimiter(site.name(), poll.concurrency(), rate, time, listener);
            AccessTokens tokens = tokens(tokenEndpoint);
            ApiCaller caller = new ApiCaller(
                    server.description(),
                    site.customerId(),
                    tokens,
                    limiter,
                    rate,
                    poll.requestTimeout(),
                    reader,
                    eventLoops,
                    time,
                    reporter);
            ControllerRequests api = new ControllerRequests(
                    server.name(),
                    site.name(),
                    site.customerId(),
                    site.applications(),
                    restClient(CitrixRestClient.class, server, site.apiUri(server.address())),
                    caller);
            SiteIdentity identity =
                    site.siteId().map(id -> new SiteIdentity(id, "")).orElse(null);
            return new Controller(server.name(), identity, api, tokens, limiter, reporter);
        }

        private <T> T restClient(Class<T> api, SiteServer server, URI base) {
            return restClients.build(api, site, server, base, poll, limit, listener);
        }

        private AccessTokens tokens(SiteServer server) {
            TokenFetcher source = new TokenFetcher(
                    site.auth(),
                    server.description(),
                    restClient(TokenRestClient.class, server, server.address()),
                    poll.requestTimeout(),
                    reader,
                    eventLoops,
                    workers,
                    time);
            // A configured token takes no call.
            Supplier<Uni<AccessToken>> fetch = site.auth().kind() == AuthKind.TOKEN
                    ? source::fetch
                    : () -> rate.acquire().chain(() -> reporter.report(Endpoint.TOKEN, null, source.fetch()));
            return new AccessTokens(
                    fetch,
                    source::secretChanged,
                    time,
                    token -> token.expiresAt().ifPresent(end -> listener.tokenRenewed(site.name(), end)),
                    () -> ThreadLocalRandom.current().nextDouble());
        }
    }
}
