package io.citrixexporter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a Unix domain socket as its only listener, polling the demo site. */
class DomainSocketSlowIT {
    private static final String NATIVE = "quarkus.vertx.prefer-native-transport=true";

    @TempDir
    Path directory;

    @Test
    void pollsAndShowsMetricsOnADomainSocketAlone() throws Exception {
        try (RunningExporter exporter = start("-D" + NATIVE)) {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(
                            () -> metrics(directory.resolve("socket")),
                            metrics ->
                                    metrics.matches("(?s).*\ncitrix_exporter_polls_total\\{site=\"demo\",?} [1-9].*"));
            await().atMost(Duration.ofSeconds(60)).until(exporter::log, log -> log.contains("cycle ended, machines: "));
            assertThat(exporter.log()).doesNotContain("http://0.0.0.0");
        }
    }

    @Test
    void namesTheKeyThatDomainSocketsNeed() throws Exception {
        try (RunningExporter exporter = start()) {
            assertThat(exporter.exitStatus()).isEqualTo(1);
            assertThat(exporter.log().lines().filter(line -> !line.contains(" INFO ")))
                    .singleElement()
                    .asString()
                    .startsWith("quarkus.http.domain-socket-enabled = \"true\": ")
                    .contains("set " + NATIVE);
        }
    }

    @Test
    void reportsADomainSocketThatCannotBeCreated() throws Exception {
        try (RunningExporter exporter =
                start("-D" + NATIVE, "-Dquarkus.http.domain-socket=" + directory.resolve("nosuch/socket"))) {
            assertThat(exporter.exitStatus()).isEqualTo(1);
            assertThat(exporter.log())
                    .contains("No such file or directory; fix ", "quarkus.http.domain-socket")
                    .doesNotContain("\tat ");
        }
    }

    private RunningExporter start(String... options) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        String[] all = Stream.concat(
                        Stream.of(
                                "-Dquarkus.profile=demo",
                                "-Dcitrix.demo.port=" + RunningExporter.freePort(),
                                "-Djava.io.tmpdir=" + temporary,
                                "-Dquarkus.http.host-enabled=false",
                                "-Dquarkus.http.domain-socket-enabled=true",
                                "-Dquarkus.http.domain-socket=" + directory.resolve("socket")),
                        Stream.of(options))
                .toArray(String[]::new);
        return RunningExporter.start(directory, "", all);
    }

    private static String metrics(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap("GET /q/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
