package io.citrixexporter.citrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citrixexporter.LogLines;
import io.citrixexporter.RawSite;
import io.citrixexporter.TestPki;
import io.citrixexporter.TestProxy;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.FailureReason;
import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.proxy.ProxyType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls through a proxy, which alone knows the address of the controller. */
@QuarkusTest
@TestProfile(NetworkProfile.class)
class ProxySlowTest {
    @Inject
    TlsConfigurationRegistry tls;

    private final RawSite controller = Servers.tls("TLSv1.2", "TLSv1.3");
    private final String url = "https://" + TestPki.HOST + ":" + controller.port();
    private final String connect = "CONNECT " + TestPki.HOST + ":" + controller.port();
    private TestProxy proxy = new TestProxy();

    @AfterEach
    void stop() {
        controller.stop();
        proxy.close();
    }

    @ParameterizedTest(name = "bucket \"{0}\"")
    @ValueSource(strings = {"", "corp", "only12"})
    void pollsThroughProxy(String bucket) {
        Servers.call(client(Servers.site(url, bucket), proxy()));

        // Sign-in and API have a connection each.
        assertThat(proxy.requests()).containsExactly(connect, connect);
    }

    @Test
    void sendsPlainHttpThroughProxy() {
        RawSite plain = Servers.plain();
        String address = "http://" + TestPki.HOST + ":" + plain.port();

        Servers.call(client(Servers.site(address, ""), proxy()));
        plain.stop();

        assertThat(proxy.requests())
                .hasSize(2)
                .allMatch(request ->
                        request.contains(" " + address + Sites.TOKENS) || request.contains(" " + address + Sites.BASE));
    }

    @ParameterizedTest(name = "bucket \"{0}\"")
    @ValueSource(strings = {"", "corp"})
    void callsLoopbackDirectly(String bucket) {
        Servers.call(client(Servers.site("https://localhost:" + controller.port(), bucket), proxy()));
        Servers.call(client(Servers.site("https://127.0.0.1:" + controller.port(), bucket), proxy()));

        assertThat(proxy.requests()).isEmpty();
    }

    @ParameterizedTest(name = "bucket \"{0}\"")
    @ValueSource(strings = {"", "corp"})
    void callsNonProxyHostsDirectly(String bucket) {
        Proxy excluding = proxy().excluding("*.other.example", "*.corp.example");

        assertThat(failure(Servers.site(url, bucket), excluding))
                .hasMessageStartingWith("the host name " + TestPki.HOST + " is not known");
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void selectsProxyPerSite() {
        Proxy dead = new Proxy(9, Optional.empty(), List.of());

        Servers.call(client(Sites.behindProxy(Servers.site(url, "corp"), "dmz"), dead, Map.of("dmz", proxy())));
        assertThat(proxy.requests()).hasSize(2);

        assertThat(failure(Sites.behindProxy(Servers.site(url, "corp"), "none"), proxy()))
                .hasMessageStartingWith("the host name " + TestPki.HOST + " is not known");
        assertThat(proxy.requests()).hasSize(2);
    }

    @ParameterizedTest(name = "bucket \"{0}\"")
    @ValueSource(strings = {"", "corp"})
    void authenticatesAtProxy(String bucket) {
        start(new TestProxy("svc:pass word"));

        Servers.call(client(Servers.site(url, bucket), proxy().as("svc", "pass word")));

        assertThat(proxy.requests()).containsExactly(connect, connect);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"https", "http"})
    void reportsKeysOfMissingOrWrongProxyCredentials(String scheme) {
        start(new TestProxy("svc:hunter2"));
        ExporterConfig.Site site = Servers.site(scheme + "://" + TestPki.HOST + ":" + controller.port(), "");

        for (Proxy rejected : List.of(proxy(), proxy().as("svc", "wrong-hunter3"))) {
            assertThat(failure(site, rejected))
                    .hasMessageStartingWith(
                            "HTTP 407: the proxy requires a user and a password that it accepts; check"
                                    + " quarkus.proxy.username and quarkus.proxy.password, or those of proxy-configuration-name")
                    .hasMessageContaining("through the proxy localhost:" + proxy.port())
                    .hasMessageNotContaining("hunter");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'403 hunter2', 'HTTP 403: the proxy does not connect to the host; allow it there, or add it to quarkus.proxy.non-proxy-hosts'",
        "'502 hunter2', 'HTTP 502: the proxy cannot reach the host; check url, and the name resolution of the proxy'",
        "'', 'the proxy closed the connection or speaks another protocol; check host, port and type of quarkus.proxy'"
    })
    void explainsRejectionByProxy(String status, String message) {
        proxy.refusing(status);

        CitrixException failure = failure(Servers.site(url, "corp"), proxy());

        assertThat(failure)
                .hasMessage(message
                        + " (token endpoint on %s:%d through the proxy localhost:%d)"
                                .formatted(TestPki.HOST, controller.port(), proxy.port()))
                .hasNoCause();
        assertThat(failure.reason()).isEqualTo(FailureReason.CONNECT);
    }

    @Test
    void reportsUnreachableProxy() {
        proxy.close();

        assertThat(failure(Servers.site(url, "corp"), proxy()))
                .hasMessageStartingWith("connection refused by localhost/127.0.0.1:" + proxy.port());
    }

    @Test
    void reportsUnknownProxyHost() {
        Proxy unknown = new Proxy("proxy.invalid", 3128, Optional.empty(), Optional.empty(), List.of());

        assertThat(failure(Servers.site(url, "corp"), unknown))
                .hasMessageStartingWith("the host name proxy.invalid is not known");
    }

    @Test
    void logsProxyOfSiteOnce() {
        try (LogLines log = LogLines.of(CitrixClientFactory.class.getName())) {
            client(Servers.site(url, "corp"), proxy().as("svc", "hunter2"));
            client(Servers.site("https://localhost:" + controller.port(), "corp"), proxy());

            assertThat(log.take())
                    .containsExactly("INFO own: calls to %s:%d go through the proxy localhost:%d"
                            .formatted(TestPki.HOST, controller.port(), proxy.port()));
        }
    }

    private void start(TestProxy other) {
        proxy.close();
        proxy = other;
    }

    private Proxy proxy() {
        return new Proxy(proxy.port(), Optional.empty(), List.of());
    }

    private CitrixException failure(ExporterConfig.Site site, Proxy proxy) {
        return catchThrowableOfType(CitrixException.class, () -> Servers.call(client(site, proxy)));
    }

    private CitrixClient client(ExporterConfig.Site site, Proxy proxy) {
        return client(site, proxy, Map.of());
    }

    private CitrixClient client(ExporterConfig.Site site, Proxy proxy, Map<String, ProxyConfiguration> named) {
        ProxyConfigurationRegistry registry =
                name -> Optional.of(name.<ProxyConfiguration>map(named::get).orElse(proxy));
        return TestClients.create(tls, registry, site, Sites.poll(Sites.LONG));
    }

    /** What stands below {@code quarkus.proxy}. */
    private record Proxy(
            String host, int port, Optional<String> username, Optional<String> password, List<String> excluded)
            implements ProxyConfiguration {

        Proxy(int port, Optional<String> username, List<String> excluded) {
            this("localhost", port, username, Optional.empty(), excluded);
        }

        Proxy as(String user, String secret) {
            return new Proxy(host, port, Optional.of(user), Optional.of(secret), excluded);
        }

        Proxy excluding(String... hosts) {
            return new Proxy(host, port, username, password, List.of(hosts));
        }

        @Override
        public Optional<List<String>> nonProxyHosts() {
            return Optional.of(excluded);
        }

        @Override
        public Optional<Duration> proxyConnectTimeout() {
            return Optional.empty();
        }

        @Override
        public ProxyType type() {
            return ProxyType.HTTP;
        }
    }
}
