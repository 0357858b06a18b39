package io.citrixexporter.citrix;

import static io.citrixexporter.TestPki.Entry.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.RawSite;
import io.citrixexporter.TestClock;
import io.citrixexporter.TestPki;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers are trusted and spoken to. */
@QuarkusTest
@TestProfile(NetworkProfile.class)
class TlsSlowTest {
    @Inject
    TlsConfigurationRegistry tls;

    @Inject
    Event<CertificateUpdatedEvent> updates;

    private final TestClock clock = new TestClock();
    private RawSite controller = Servers.plain();

    @AfterEach
    void stop() {
        controller.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, ''",
        "TLSv1.2, corp",
        "TLSv1.2, mutual",
        "TLSv1.2, only12",
        "TLSv1.3, ''",
        "TLSv1.3, corp",
        "TLSv1.3, mutual",
        "TLSv1.3, only13"
    })
    void connectsWithTls12And13(String protocol, String bucket) {
        start(Servers.tls(protocol));

        Servers.call(client("localhost", bucket));
    }

    /** The bucket without a name is not used for calls, but must not be another one than its configuration says. */
    @Test
    void connectsWithDefaultConfiguration() {
        assertThat(tls.getDefault().orElseThrow().getSSLOptions().getEnabledSecureTransportProtocols())
                .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    }

    @Test
    void connectsAfterReload() throws Exception {
        start(Servers.tls("TLSv1.2"));
        CitrixClient client = TestClients.create(
                tls, clock, Servers.site("https://localhost:" + controller.port(), "reloaded"), Sites.poll(Sites.LONG));
        assertThatThrownBy(() -> Servers.call(client)).hasMessageContaining("unknown CA");

        Files.copy(TestPki.trustStore(), NetworkProfile.RELOADED, StandardCopyOption.REPLACE_EXISTING);
        TlsConfiguration configuration = tls.get("reloaded").orElseThrow();
        assertThat(configuration.reload()).isTrue();
        updates.fire(new CertificateUpdatedEvent("reloaded", configuration));

        // The clients reload with a delay, and a failed login starts a backoff.
        await().atMost(Sites.LONG).ignoreExceptions().until(() -> {
            clock.advance(Duration.ofMinutes(1));
            Servers.call(client);
            return true;
        });
    }

    @Test
    void sendsClientCertificate() {
        start(Servers.tls(SERVER, options -> options.setNeedClientAuth(true)));

        Servers.call(client("localhost", "mutual"));
    }

    @ParameterizedTest
    @CsvSource({"localhost, ''", "localhost, corp"})
    void sendsServerNameWithoutDot(String host, String bucket) throws Exception {
        assertThat(requestedNames(host, bucket)).hasSize(1).first().asString().contains("localhost");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, ''", "127.0.0.1, corp"})
    void sendsNoServerNameForAddress(String host, String bucket) throws Exception {
        assertThat(requestedNames(host, bucket)).isEmpty();
    }

    /** What stands in the SNI extension. */
    private List<SNIServerName> requestedNames(String host, String bucket) throws Exception {
        CompletableFuture<List<SNIServerName>> names = new CompletableFuture<>();
        start(Servers.tls("TLSv1.3"));
        controller.answer(Sites.TOKENS, (request, socket) -> {
            names.complete(((ExtendedSSLSession) ((SSLSocket) socket).getSession()).getRequestedServerNames());
            RawSite.json("{\"access_token\":\"token-1\",\"expires_in\":\"3600\"}")
                    .write(request, socket);
        });
        Servers.call(client(host, bucket));
        return names.get(10, TimeUnit.SECONDS);
    }

    private CitrixClient client(String host, String bucket) {
        return Servers.client(tls, Servers.site("https://" + host + ":" + controller.port(), bucket));
    }

    private void start(RawSite site) {
        controller.stop();
        controller = site;
    }
}
