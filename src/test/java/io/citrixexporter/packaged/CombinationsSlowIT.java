package io.citrixexporter.packaged;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.TestPki;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling in the packaged program, whatever listeners it has and whatever happens to its files. */
class CombinationsSlowIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SESSIONS = "/cvad/manage/Machines/[^/]+/Sessions";

    private final WireMockServer citrix = new WireMockServer(wireMockConfig().dynamicPort());

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        citrix.start();
        CitrixStub.reset(citrix);
        Files.writeString(directory.resolve("secret"), "secret\n");
        Files.writeString(directory.resolve("machines"), "CORP\\CTX-01\n");
    }

    @AfterEach
    void stop() {
        citrix.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "redirect"})
    void pollsWhateverTheTlsListenerLeavesOfThePlainOne(String insecureRequests) throws Exception {
        try (RunningExporter exporter = RunningExporter.start(
                directory,
                yaml(),
                "-Dquarkus.http.ssl-port=" + RunningExporter.freePort(),
                "-Dquarkus.http.insecure-requests=" + insecureRequests,
                "-Dquarkus.http.tls-configuration-name=web",
                "-Dquarkus.tls.web.key-store.p12.path=" + TestPki.keyStore(TestPki.Entry.SERVER),
                "-Dquarkus.tls.web.key-store.p12.password=" + TestPki.PASSWORD)) {
            await().atMost(LONG).until(() -> calls() >= 2);
            assertThat(exporter.log()).contains("cycle ended, machines: 1 ok, 0 failed");
        }
    }

    @Test
    void aPortThatIsInUseAsksCitrixNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
                RunningExporter exporter =
                        RunningExporter.start(directory, yaml(), "-Dquarkus.http.port=" + taken.getLocalPort())) {
            assertThat(exporter.exitStatus()).isEqualTo(1);
            assertThat(exporter.log()).contains("the port is in use");
        }
        citrix.verify(0, anyRequestedFor(anyUrl()));
    }

    /** A named pipe without a writer behaves like a file on a share that does not respond. */
    @ParameterizedTest
    @ValueSource(strings = {"machines", "secret"})
    void aFileThatStallsStopsNeitherHealthChecksNorCyclesNorTheShutdown(String file) throws Exception {
        // A short life of the token makes the exporter read the secret again soon.
        citrix.stubFor(post(urlPathEqualTo(CitrixStub.TOKEN_PATH))
                .willReturn(okJson("{\"token_type\":\"bearer\",\"access_token\":\"t\",\"expires_in\":\"8\"}")));
        try (RunningExporter exporter =
                RunningExporter.start(directory, yaml(), "-Dquarkus.vertx.max-event-loop-execute-time=4s")) {
            await().atMost(LONG).until(() -> calls() >= 1);
            Files.delete(directory.resolve(file));
            assertThat(new ProcessBuilder("mkfifo", directory.resolve(file).toString())
                            .start()
                            .waitFor())
                    .isZero();
            String reported = "no response from the file system within 5 s";
            List<Integer> statuses = new ArrayList<>();
            await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> {
                statuses.add(live(exporter));
                return exporter.log().contains(reported);
            });
            int before = exporter.log().split("cycle ended", -1).length;
            await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> {
                statuses.add(live(exporter));
                return exporter.log().split("cycle ended", -1).length > before;
            });

            assertThat(statuses).hasSizeGreaterThan(3).containsOnly(200);
            assertThat(exporter.log())
                    .doesNotContain("has been blocked", "ERROR")
                    .containsOnlyOnce(reported);
            exporter.terminate();
            assertThat(exporter.exitStatus()).isEqualTo(143);
        }
    }

    private int calls() {
        return citrix.findAll(getRequestedFor(urlPathMatching(SESSIONS))).size();
    }

    private static int live(RunningExporter exporter) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) exporter.uri("/q/health/live").toURL().openConnection();
        connection.setReadTimeout(2_000);
        return connection.getResponseCode();
    }

    private String yaml() {
        return """
                citrix:
                  poll:
                    interval: 6s
                  sites:
                    cloud:
                      url: %s
                      customer-id: acme
                      auth:
                        client-id: 7d1c9a2e
                        client-secret-file: secret
                      machines-file: machines
                      inventory:
                        interval: off
                """.formatted(citrix.baseUrl());
    }
}
