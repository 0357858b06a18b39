package io.citrixexporter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.TestPki;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint of the packaged program, polling the demo site, as strangers and scrapers find it. */
class EndpointSlowIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void letsInUsersAndClientCertificatesOverTls() throws Exception {
        users("prometheus", "right");
        int port = RunningExporter.freePort();
        try (RunningExporter exporter = demo(
                "-Dcitrix.web.users-file=users.yml",
                "-Dcitrix.web.client-certificates=true",
                "-Dquarkus.http.ssl-port=" + port,
                "-Dquarkus.http.insecure-requests=disabled",
                "-Dquarkus.http.tls-configuration-name=web",
                "-Dquarkus.tls.web.key-store.p12.path=" + TestPki.keyStore(TestPki.Entry.SERVER),
                "-Dquarkus.tls.web.key-store.p12.password=" + TestPki.PASSWORD,
                "-Dquarkus.tls.web.trust-store.p12.path=" + TestPki.trustStore(),
                "-Dquarkus.tls.web.trust-store.p12.password=" + TestPki.PASSWORD)) {
            URI metrics = URI.create("https://localhost:" + port + "/q/metrics");
            HttpClient stranger = client();
            await().atMost(LONG).ignoreExceptions().until(() -> status(stranger, metrics, "") == 401);

            assertThat(status(stranger, metrics, "prometheus:wrong")).isEqualTo(401);
            assertThat(status(stranger, metrics, "unknown:right")).isEqualTo(401);
            assertThat(status(stranger, metrics, "prometheus:right")).isEqualTo(200);
            assertThat(status(client(TestPki.Entry.CLIENT), metrics, "")).isEqualTo(200);
            assertThat(status(client(TestPki.Entry.SELF_SIGNED), metrics, "")).isEqualTo(401);
            for (String path : List.of(
                    "/metrics",
                    "/",
                    "/?q=x",
                    "/status.css",
                    "//q/metrics",
                    "/q/./metrics",
                    "/q/%6Detrics",
                    "/q/metrics/")) {
                assertThat(status(stranger, metrics.resolve("https://localhost:" + port + path), ""))
                        .as(path)
                        .isEqualTo(401);
            }
            for (String path : List.of("/q/health/live", "/-/healthy")) {
                assertThat(status(stranger, metrics.resolve(path), "")).as(path).isEqualTo(200);
            }
            assertThat(exporter.log()).doesNotContain("right", "wrong", "ERROR", "without encryption");
        }
    }

    /** Passwords are checked one after the other, with a hash that is slow by design; health checks need none. */
    @Test
    void answersHealthChecksWhilePasswordsAreChecked() throws Exception {
        write("users.yml", usersFile("prometheus", "right", 10));
        try (RunningExporter exporter = demo("-Xmx64m", "-Dcitrix.web.users-file=users.yml")) {
            HttpClient client = HttpClient.newHttpClient();
            URI metrics = exporter.uri("/q/metrics");
            await().atMost(LONG).ignoreExceptions().until(() -> status(client, metrics, "") == 401);
            List<CompletableFuture<HttpResponse<String>>> crowd = IntStream.range(0, 40)
                    .mapToObj(i -> client.sendAsync(
                            request(metrics, i % 2 == 0 ? "prometheus:right" : "prometheus:wrong" + i),
                            BodyHandlers.ofString()))
                    .toList();

            assertThat(status(client, exporter.uri("/q/health/live"), "")).isEqualTo(200);
            for (int i = 0; i < crowd.size(); i++) {
                assertThat(crowd.get(i).join().statusCode()).isEqualTo(i % 2 == 0 ? 200 : 401);
            }
        }
    }

    @Test
    void readsTheUsersFileAgain() throws Exception {
        users("old", "secret");
        try (RunningExporter exporter = demo(
                "-Dcitrix.web.users-file=users.yml",
                "-Dcitrix.web.open-health=false",
                "-Dcitrix.web.disabled-metrics=jvm,netty")) {
            HttpClient client = HttpClient.newHttpClient();
            URI metrics = exporter.uri("/q/metrics");
            await().atMost(LONG).ignoreExceptions().until(() -> status(client, metrics, "old:secret") == 200);
            assertThat(exporter.log()).contains("citrix.web.users-file: passwords are sent without encryption");
            assertThat(status(client, exporter.uri("/q/health/live"), "")).isEqualTo(401);
            assertThat(get(client, metrics, "old:secret").body())
                    .contains("\nprocess_cpu_usage ")
                    .containsPattern("\nprocess_cpu_seconds_total 0*[.0-9]*[1-9]")
                    .containsPattern("\nprocess_resident_memory_bytes [1-9]")
                    .containsPattern("\nprocess_open_fds [1-9]")
                    .containsPattern("\nprocess_max_fds [1-9]")
                    .containsOnlyOnce("\nprocess_start_time_seconds ")
                    .doesNotContain("\njvm_", "\nnetty_");

            write("users.yml", "basic_auth_users:\n  old: not a hash\n");
            await().atMost(LONG).until(exporter::log, log -> log.contains("user \"old\" has no bcrypt hash"));
            assertThat(status(client, metrics, "old:secret")).isEqualTo(200);
            write("users.yml", usersFile("new", "secret", 5));
            await().atMost(LONG).until(() -> status(client, metrics, "old:secret") == 401);
            assertThat(status(client, metrics, "new:secret")).isEqualTo(200);
            assertThat(exporter.log()).contains("citrix.web.users-file: the file is read again");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesClientCertificatesWithoutATrustStore(boolean tls) throws Exception {
        String[] options = tls
                ? new String[] {
                    "-Dcitrix.web.client-certificates=true",
                    "-Dquarkus.http.tls-configuration-name=web",
                    "-Dquarkus.tls.web.key-store.p12.path=" + TestPki.keyStore(TestPki.Entry.SERVER),
                    "-Dquarkus.tls.web.key-store.p12.password=" + TestPki.PASSWORD
                }
                : new String[] {"-Dcitrix.web.client-certificates=true"};
        try (RunningExporter exporter = demo(options)) {
            assertThat(exporter.exitStatus()).isEqualTo(1);
            assertThat(exporter.log())
                    .contains(
                            "citrix.web.client-certificates = \"true\": the endpoint has no TLS with a trust store; set "
                                    + "quarkus.http.tls-configuration-name, and the trust store of that configuration")
                    .doesNotContain("\tat ");
        }
    }

    private RunningExporter demo(String... options) throws IOException {
        String[] all = Stream.concat(
                        Stream.of("-Dquarkus.profile=demo", "-Dcitrix.demo.port=" + RunningExporter.freePort()),
                        Stream.of(options))
                .toArray(String[]::new);
        return RunningExporter.start(directory, "", all);
    }

    private void users(String user, String password) throws IOException {
        write("users.yml", usersFile(user, password, 5));
    }

    /** In the form that {@code htpasswd} prints. */
    private static String usersFile(String user, String password, int cost) {
        return "basic_auth_users:\n  %s: $2y$%s\n"
                .formatted(user, BcryptUtil.bcryptHash(password, cost).substring(4));
    }

    /** Every file has the same modification time, as files that are written within a tick of the file system's clock have. */
    private void write(String name, String text) throws IOException {
        Path next = directory.resolve(name + ".new");
        Files.writeString(next, text);
        Files.setLastModifiedTime(next, FileTime.from(Instant.EPOCH));
        Files.move(next, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static HttpClient client(TestPki.Entry... own) {
        return HttpClient.newBuilder().sslContext(TestPki.context(own)).build();
    }

    private static int status(HttpClient client, URI uri, String credentials) throws IOException, InterruptedException {
        return get(client, uri, credentials).statusCode();
    }

    private static HttpResponse<String> get(HttpClient client, URI uri, String credentials)
            throws IOException, InterruptedException {
        return client.send(request(uri, credentials), BodyHandlers.ofString());
    }

    private static HttpRequest request(URI uri, String credentials) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LONG);
        if (!credentials.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return request.build();
    }
}
