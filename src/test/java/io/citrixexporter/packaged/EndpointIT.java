package io.citrixexporter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint of the packaged program, polling the demo site, as strangers and scrapers find it. */
class EndpointIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void letsInUsersAndClientCertificatesOverTls() throws Exception {
        keyStore("server", "client", "foreign");
        keytool("-exportcert", "-rfc", "-alias", "client", "-keystore", "client.p12", "-file", "client.pem");
        users("prometheus", "right");
        int port = RunningExporter.freePort();
        try (RunningExporter exporter = demo(
                "-Dcitrix.web.users-file=users.yml",
                "-Dcitrix.web.client-certificates=true",
                "-Dquarkus.http.ssl-port=" + port,
                "-Dquarkus.http.insecure-requests=disabled",
                "-Dquarkus.http.tls-configuration-name=web",
                "-Dquarkus.tls.web.key-store.p12.path=server.p12",
                "-Dquarkus.tls.web.key-store.p12.password=changeit",
                "-Dquarkus.tls.web.trust-store.pem.certs=client.pem")) {
            URI metrics = URI.create("https://localhost:" + port + "/q/metrics");
            HttpClient stranger = client(Optional.empty());
            await().atMost(LONG).ignoreExceptions().until(() -> status(stranger, metrics, "") == 401);

            assertThat(status(stranger, metrics, "prometheus:wrong")).isEqualTo(401);
            assertThat(status(stranger, metrics, "nobody:right")).isEqualTo(401);
            assertThat(status(stranger, metrics, "prometheus:right")).isEqualTo(200);
            assertThat(status(client(Optional.of("client")), metrics, "")).isEqualTo(200);
            assertThat(status(client(Optional.of("foreign")), metrics, "")).isEqualTo(401);
            for (String path : List.of("/metrics", "/", "//q/metrics", "/q/./metrics", "/q/%6Detrics", "/q/metrics/")) {
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
                    .doesNotContain("\njvm_", "\nnetty_");

            write("users.yml", "basic_auth_users:\n  old: not a hash\n", 1);
            await().atMost(LONG).until(exporter::log, log -> log.contains("user \"old\" has no bcrypt hash"));
            assertThat(status(client, metrics, "old:secret")).isEqualTo(200);
            write("users.yml", usersFile("new", "secret"), 2);
            await().atMost(LONG).until(() -> status(client, metrics, "old:secret") == 401);
            assertThat(status(client, metrics, "new:secret")).isEqualTo(200);
            assertThat(exporter.log()).contains("citrix.web.users-file: the file is read again");
        }
    }

    @Test
    void aCrowdDoesNotEndTheProgram() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (RunningExporter exporter =
                demo("-Xmx48m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dcitrix.demo.machines=1000")) {
            int whole = exporter.metricsWith("citrix_sessions{").length();
            assertThat(whole).isGreaterThan(1_000_000);
            for (int i = 0; i < 220; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), exporter.uri("/").getPort());
                sockets.add(socket);
                if (i < 20) {
                    // Never read.
                    socket.getOutputStream()
                            .write("GET /q/metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest.Builder request = HttpRequest.newBuilder(exporter.uri("/q/metrics"));
            List<CompletableFuture<HttpResponse<Integer>>> responses = Stream.concat(
                            IntStream.range(0, 40).mapToObj(i -> request.GET().build()),
                            IntStream.range(0, 20).mapToObj(i -> request.POST(BodyPublishers.ofString("x"))
                                    .build()))
                    .map(each -> client.sendAsync(
                            each,
                            info -> HttpResponse.BodySubscribers.mapping(
                                    HttpResponse.BodySubscribers.ofInputStream(), EndpointIT::length)))
                    .toList();

            assertThat(responses.stream().limit(40).map(CompletableFuture::join))
                    .allSatisfy(response -> {
                        assertThat(response.statusCode()).isEqualTo(200);
                        assertThat(response.body()).isGreaterThan(whole / 2);
                    });
            assertThat(responses.stream().skip(40).map(response -> response.join()
                            .statusCode()))
                    .containsOnly(405);
            assertThat(exporter.metricsWith("citrix_sessions{").length()).isGreaterThan(whole / 2);
            assertThat(exporter.log()).doesNotContain("OutOfMemory", "ERROR");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int length(InputStream body) {
        try (body) {
            return (int) body.skip(Long.MAX_VALUE);
        } catch (IOException e) {
            return -1;
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
        write("users.yml", usersFile(user, password), 0);
    }

    /** In the form that {@code htpasswd} prints. */
    private static String usersFile(String user, String password) {
        return "basic_auth_users:\n  %s: $2y$%s\n"
                .formatted(user, BcryptUtil.bcryptHash(password, 5).substring(4));
    }

    /** A file that differs in its modification time from those of other numbers. */
    private void write(String name, String text, int number) throws IOException {
        Path next = directory.resolve(name + ".new");
        Files.writeString(next, text);
        Files.setLastModifiedTime(next, FileTime.from(Instant.EPOCH.plusSeconds(number)));
        Files.move(next, directory.resolve(name), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private void keyStore(String... names) throws Exception {
        for (String name : names) {
            keytool(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    name + ".p12");
        }
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(RunningExporter.javaHome().resolve("bin/keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", "changeit"));
        assertThat(new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.log").toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Trusts the server; with the certificate of that name, if there is one. */
    private HttpClient client(Optional<String> certificate) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.isPresent() ? load(certificate.get()) : null, "changeit".toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", load("server").getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private KeyStore load(String name) throws Exception {
        return KeyStore.getInstance(directory.resolve(name + ".p12").toFile(), "changeit".toCharArray());
    }

    private static int status(HttpClient client, URI uri, String credentials) throws IOException, InterruptedException {
        return get(client, uri, credentials).statusCode();
    }

    private static HttpResponse<String> get(HttpClient client, URI uri, String credentials)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LONG);
        if (!credentials.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
