package io.citrixexporter.citrix;

import io.citrixexporter.config.PollSettings;
import io.citrixexporter.config.SiteSettings;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds the client of each site from its settings. */
@ApplicationScoped
public class CitrixClients {
    private final TlsConfigurationRegistry tls;
    private final Clock clock;
    private final CallObserver observer;
    private final String userAgent;

    CitrixClients(
            TlsConfigurationRegistry tls,
            Clock clock,
            CallObserver observer,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.tls = tls;
        this.clock = clock;
        this.observer = observer;
        this.userAgent = name + "/" + version;
    }

    /** A client with its own connections and its own token. */
    public CitrixClient create(SiteSettings site, PollSettings poll) {
        return create(site, poll, CitrixClient.LARGEST_ANSWER);
    }

    CitrixClient create(SiteSettings site, PollSettings poll, long largestAnswer) {
        BodyLimit limit = new BodyLimit(largestAnswer);
        CitrixApi api = builder(site, site.apiUri(), poll, limit).build(CitrixApi.class);
        return new CitrixClient(
                site.name(),
                site.customerId(),
                site.siteId().map(id -> new SiteIdentity(id, "")).orElse(null),
                api,
                tokens(site, poll, limit),
                poll.requestTimeout(),
                observer);
    }

    private AccessTokens tokens(SiteSettings site, PollSettings poll, BodyLimit limit) {
        TokenApi api = builder(site, site.auth().tokenUrl(), poll, limit).build(TokenApi.class);
        TokenSource source = new TokenSource(site.auth(), api, poll.requestTimeout(), clock);
        return new AccessTokens(() -> observed(site.name(), source), clock, token -> token.expiresAt()
                .ifPresent(end -> observer.renewed(site.name(), end)));
    }

    private Uni<AccessToken> observed(String site, TokenSource source) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return source.fetch()
                    .onItemOrFailure()
                    .invoke((token, failure) -> observer.called(
                            site,
                            Endpoint.TOKEN,
                            CitrixClient.outcome(failure),
                            Duration.ofNanos(System.nanoTime() - start)));
        });
    }

    private QuarkusRestClientBuilder builder(SiteSettings site, URI address, PollSettings poll, BodyLimit limit) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .userAgent(userAgent)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .enableCompression(true)
                .connectTimeout(poll.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .httpClientOptionsCustomizer(options -> options.setMaxPoolSize(poll.concurrency()))
                .httpClientRequestCustomizer(limit)
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
