package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Secret;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestAuth;
import io.citrixexporter.config.TestConfigs.TestPoll;
import io.citrixexporter.config.TestConfigs.TestSite;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of sites that live on the stub, apart from the one that the program itself polls. */
public final class Sites {
    public static final Duration LONG = Duration.ofSeconds(20);
    public static final String BASE = "/own/manage";
    public static final String TOKENS = "/own/tokens";

    private Sites() {}

    /** Each login gets a token of its own, and no machine has a session. */
    public static void reset(WireMockServer citrix) {
        CitrixStub.reset(citrix);
        citrix.stubFor(post(urlPathEqualTo(TOKENS))
                .atPriority(10)
                .willReturn(okJson("{\"access_token\":\"token-{{randomValue length=8}}\",\"expires_in\":\"3600\"}")
                        .withTransformers("response-template")));
        citrix.stubFor(
                get(urlPathMatching(BASE + "/Machines/.*")).atPriority(10).willReturn(CitrixStub.sessions("")));
    }

    /** The deadline of a test. */
    public static Deadline soon() {
        return Deadline.after(LONG, TimeSource.system());
    }

    public static ExporterConfig.Poll poll(Duration requestTimeout) {
        return new TestPoll(LONG, LONG, LONG, 8, requestTimeout, false);
    }

    /** A cloud site whose id is configured, so that it is not looked up. */
    public static ExporterConfig.Site cloud(WireMockServer citrix) {
        return site(citrix, AuthKind.CLOUD, "client", Secret.ofText("s+/&=="), Optional.of(CitrixStub.SITE_ID));
    }

    public static ExporterConfig.Site site(
            WireMockServer citrix, AuthKind kind, String clientId, Secret secret, Optional<String> siteId) {
        return at(citrix.baseUrl(), citrix.baseUrl(), kind, clientId, secret, siteId, Optional.empty());
    }

    /** The same site with a maximum rate of requests. */
    static ExporterConfig.Site limited(ExporterConfig.Site site, double requestsPerSecond) {
        return copy(site, Optional.of(requestsPerSecond), site.proxyConfigurationName());
    }

    /** The same site behind the proxy of that configuration. */
    static ExporterConfig.Site behindProxy(ExporterConfig.Site site, String proxyConfigurationName) {
        return copy(site, site.requestsPerSecond(), Optional.of(proxyConfigurationName));
    }

    private static ExporterConfig.Site copy(
            ExporterConfig.Site site, Optional<Double> requestsPerSecond, Optional<String> proxyConfigurationName) {
        return new TestSite(
                site.name(),
                site.controllers(),
                site.basePath(),
                site.customerId(),
                site.siteId(),
                site.strategy(),
                site.machines().orElseThrow(),
                site.machinesFile(),
                site.discovery(),
                site.inventory().interval(),
                requestsPerSecond,
                site.auth(),
                site.tlsConfigurationName(),
                proxyConfigurationName);
    }

    /** The same site of another customer. */
    public static ExporterConfig.Site ofCustomer(ExporterConfig.Site site, String customerId) {
        return new TestSite(
                site.name(),
                site.controllers(),
                site.basePath(),
                customerId,
                site.siteId(),
                site.strategy(),
                site.machines().orElseThrow(),
                site.machinesFile(),
                site.discovery(),
                site.inventory().interval(),
                site.requestsPerSecond(),
                site.auth(),
                site.tlsConfigurationName(),
                site.proxyConfigurationName());
    }

    public static ExporterConfig.Site at(
            String url,
            String tokenHost,
            AuthKind kind,
            String clientId,
            Secret secret,
            Optional<String> siteId,
            Optional<String> tls) {
        return new TestSite(
                "own",
                List.of(URI.create(url)),
                BASE,
                CitrixStub.CUSTOMER,
                siteId,
                Strategy.PER_MACHINE,
                List.of(),
                Optional.empty(),
                TestConfigs.NONE,
                Optional.empty(),
                Optional.empty(),
                new TestAuth(kind, clientId, secret, Optional.of(URI.create(tokenHost + TOKENS))),
                tls,
                Optional.empty());
    }
}
