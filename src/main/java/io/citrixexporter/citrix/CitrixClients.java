package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.BodyBudget;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.http.EventLoops;
import io.citrixexporter.citrix.http.HttpOptions;
import io.citrixexporter.citrix.http.RequestThreads;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.login.TokenApi;
import io.citrixexporter.citrix.login.TokenSource;
import io.citrixexporter.citrix.throttle.LimitListener;
import io.citrixexporter.citrix.throttle.RateLimit;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.TimeSource;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.net.ProxyOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.client.api.LoggingScope;

/** Builds the client of each site from its settings. */
@ApplicationScoped
public class CitrixClients {
    private static final Logger LOG = Logger.getLogger(CitrixClients.class);
    // A request that was given up before it had a connection is forgotten by the REST client, and its connection would
    // be lost to the pool: Vert.x' own time-out brings it back.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final TlsConfigurationRegistry tls;
    private final Proxies proxies;
    private final TimeSource time;
    private final CallObserver observer;
    private final String userAgent;
    private final InFlight inFlight = new InFlight();
    private final CertificateWatch certificates = new CertificateWatch();
    private final RequestThreads threads;
    private final BodyBudget bodies = BodyBudget.ofHeap();

    CitrixClients(
            Vertx vertx,
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies,
            TimeSource time,
            CallObserver observer,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.threads = new RequestThreads(new EventLoops(vertx), Infrastructure.getDefaultWorkerPool());
        this.tls = tls;
        this.proxies = new Proxies(proxies);
        this.time = time;
        this.observer = observer;
        this.userAgent = name + "/" + version;
    }

    /** Once nobody starts another cycle. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        inFlight.abandon();
    }

    /** A client with its own connections and its own token. */
    public CitrixClient create(SiteSettings site, PollSettings poll) {
        return create(site, poll, CitrixClient.LARGEST_ANSWER);
    }

    CitrixClient create(SiteSettings site, PollSettings poll, long largestAnswer) {
        BodyLimit limit = new BodyLimit(largestAnswer, bodies);
        Duration gap = site.requestsPerSecond()
                .map(rate -> Duration.ofNanos(Math.round(1e9 / rate)))
                .orElse(Duration.ZERO);
        RateLimit rate = new RateLimit(gap, time);
        site.controllers().forEach(address -> warnOfPlainText(site.name(), address));
        proxies.log(site);
        return new CitrixClient(
                site.name(),
                site.controllers().stream()
                        .map(address -> controller(site, address, poll, limit, rate))
                        .toList(),
                time);
    }

    private Controller controller(SiteSettings site, URI address, PollSettings poll, BodyLimit limit, RateLimit rate) {
        String name = address.getRawAuthority();
        AccessTokens tokens = tokens(site, address, poll, limit, rate);
        RequestLimiter limiter = new RequestLimiter(
                site.name(), poll.concurrency(), rate, ApiCaller::outcomeFor, time, listener(site.name(), observer));
        return new Controller(
                name,
                site.name(),
                site.customerId(),
                site.siteId().map(id -> new SiteIdentity(id, "")).orElse(null),
                builder(site, site.apiUri(address), poll, limit).build(CitrixApi.class),
                new ApiCaller(
                        Proxies.describe(address, proxy(site, address, poll)),
                        site.name(),
                        site.customerId(),
                        tokens,
                        limiter,
                        rate,
                        poll.requestTimeout(),
                        limit.unpacked(),
                        threads,
                        time,
                        observer));
    }

    /** Passes what the limiter of the controller in use reports on to the observer of its site. */
    static LimitListener listener(String site, CallObserver observer) {
        return new LimitListener() {
            @Override
            public void limitChanged(int requests) {
                observer.limited(site, requests);
            }

            @Override
            public void backoffStarted(Duration duration) {
                observer.paused(site, duration);
            }

            @Override
            public void backoffCancelled() {
                observer.resumed(site);
            }
        };
    }

    /** The demo, and whatever else never leaves this host, needs no encryption. */
    private static void warnOfPlainText(String site, URI address) {
        if ("http".equals(address.getScheme()) && !NonProxyHosts.isLoopback(address)) {
            LOG.warnf(
                    "%s: %s is not encrypted: whoever listens reads the password or token; use https",
                    site, address.getRawAuthority());
        }
    }

    private AccessTokens tokens(SiteSettings site, URI controller, PollSettings poll, BodyLimit limit, RateLimit rate) {
        URI address = site.tokenUrl(controller);
        TokenApi api = builder(site, address, poll, limit).build(TokenApi.class);
        TokenSource source = new TokenSource(
                site.auth(),
                Proxies.describe(address, proxy(site, address, poll)),
                api,
                poll.requestTimeout(),
                limit.unpacked(),
                threads,
                time);
        // A given token is read and not asked for: there is no call to observe.
        Supplier<Uni<AccessToken>> fetch = site.auth().kind() == AuthKind.TOKEN
                ? source::fetch
                : () -> rate.acquire().chain(() -> observed(site.name(), source));
        return new AccessTokens(fetch, source::secretChanged, time, token -> token.expiresAt()
                .ifPresent(end -> observer.renewed(site.name(), end)));
    }

    private Uni<AccessToken> observed(String site, TokenSource source) {
        return Uni.createFrom().deferred(() -> {
            long start = time.nanoTime();
            return source.fetch().onItemOrFailure().invoke((token, failure) -> {
                Duration took = time.since(start);
                String outcome = ApiCaller.outcome(failure);
                observer.called(site, Endpoint.TOKEN, outcome, took);
                LOG.debugf("%s: %s %s in %d ms", site, Endpoint.TOKEN.template(), outcome, took.toMillis());
            });
        });
    }

    private Optional<ProxyOptions> proxy(SiteSettings site, URI address, PollSettings poll) {
        return proxies.select(site, address, poll.requestTimeout());
    }

    private QuarkusRestClientBuilder builder(SiteSettings site, URI address, PollSettings poll, BodyLimit limit) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .userAgent(userAgent)
                .followRedirects(false)
                .disableDefaultMapper(true)
                // Answers are unpacked while they are read: see Body.
                .enableCompression(false)
                // Whatever quarkus.rest-client.logging.scope says: headers hold tokens, and bodies hold users.
                .loggingScope(LoggingScope.NONE)
                .connectTimeout(poll.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(poll.requestTimeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
                .httpClientOptionsCustomizer(new HttpOptions(address, poll.concurrency(), proxy(site, address, poll)))
                // The options name the proxy; Java's own settings must not.
                .proxyAddress(ProxyConfigurationRegistry.NONE, 0)
                .httpClientRequestCustomizer(inFlight)
                .httpClientRequestCustomizer(limit)
                .httpClientRequestCustomizer(
                        request -> certificates.check(site.name(), address.getRawAuthority(), request))
                .property("io.quarkus.rest.client.connection-pool-size", poll.concurrency());
        site.tlsConfigurationName().ifPresent(name -> builder.tlsConfiguration(bucket(name)));
        return builder;
    }

    private TlsConfiguration bucket(String name) {
        Optional<TlsConfiguration> configuration = tls.get(name);
        return configuration.orElseThrow(
                () -> new IllegalStateException("no TLS configuration " + name + " in spite of the check at start"));
    }
}
