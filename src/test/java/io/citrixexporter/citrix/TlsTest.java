package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.TestClock;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.Secret;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class TlsTest {
    private static final String PASSWORD = "changeit";

    @Inject
    TlsConfigurationRegistry tls;

    @TempDir
    Path directory;

    private WireMockServer controller;

    @BeforeEach
    void startControllerWithItsOwnCertificate() throws IOException, InterruptedException {
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "ddc",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore(),
                "-storepass",
                PASSWORD,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        assertThat(new ProcessBuilder(keytool).start().waitFor()).isZero();
        controller = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(keyStore())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        controller.start();
        Sites.reset(controller);
    }

    @AfterEach
    void stop() {
        controller.stop();
    }

    @Test
    void sendsNothingToAServerWhoseCertificateNobodyVouchesFor() {
        CitrixException failure = catchThrowableOfType(CitrixException.class, () -> client(Optional.empty())
                .sessions("CORP\\CTX-01", Attempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG));

        assertThat(failure.reason()).isEqualTo(Reason.TLS);
        assertThat(failure).hasMessageStartingWith("no trust: ");
        controller.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void trustsTheCertificatesOfTheSitesOwnConfiguration() {
        tls.register(
                "controllers", new Trusting(new PfxOptions().setPath(keyStore()).setPassword(PASSWORD)));
        client(Optional.of("controllers"))
                .sessions("CORP\\CTX-01", Attempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG);

        controller.verify(getRequestedFor(urlPathMatching(Sites.BASE + "/Machines/.*")));
    }

    private CitrixClient client(Optional<String> bucket) {
        String url = "https://localhost:" + controller.httpsPort();
        return TestClients.create(
                tls,
                new TestClock(),
                Sites.at(
                        url,
                        url,
                        AuthKind.CLOUD,
                        "client",
                        Secret.ofText("secret"),
                        Optional.of(CitrixStub.SITE_ID),
                        bucket),
                Sites.poll(Sites.LONG));
    }

    private String keyStore() {
        return directory.resolve("ddc.p12").toString();
    }

    /** What a user writes as {@code quarkus.tls.controllers.trust-store.p12.path}. */
    private static final class Trusting extends BaseTlsConfiguration {
        private final PfxOptions trusted;

        Trusting(PfxOptions trusted) {
            this.trusted = trusted;
        }

        @Override
        public TrustOptions getTrustStoreOptions() {
            return trusted;
        }

        @Override
        public SSLOptions getSSLOptions() {
            return new SSLOptions().setTrustOptions(trusted);
        }

        @Override
        public String getName() {
            return "controllers";
        }
    }
}
