package io.citrixexporter.metrics;

import static io.citrixexporter.RawSite.body;
import static io.citrixexporter.RawSite.head;
import static io.citrixexporter.RawSite.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citrixexporter.CitrixStub;
import io.citrixexporter.RawSite;
import io.citrixexporter.poll.Polling;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Response bodies over a socket: encoded, compressed, truncated, slow or endless. The contents of bodies are tested
 * with the parsers.
 */
@QuarkusTest
@TestProfile(ResponseBodiesSlowTest.OnABareSocket.class)
class ResponseBodiesSlowTest {
    private static final String JSON = "Content-Type: application/json; charset=utf-8";
    private static final String UMLAUTS = "{\"Items\":[{\"State\":\"Active\",\"UntrustedUserName\":\"jürgen\"},"
            + "{\"State\":\"Active\",\"UntrustedUserName\":\"zoë\"}]}";
    private static final Pattern FAILURES =
            Pattern.compile("citrix_exporter_poll_failures_total\\{.*reason=\"(\\w+)\".*} (.*)");
    private static final int MEGABYTE = 1_000_000;

    RawSite citrix;

    @Inject
    Polling polling;

    @BeforeEach
    void reset() {
        citrix.reset();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void countsSessionsInAnyEncoding(String name, int sessions, RawSite.RawResponse response) {
        citrix.answer(RawSite.FIRST, response);
        polling.cycle();

        assertThat(up("CTX-01")).isEqualTo(1);
        assertThat(sessions("CTX-01")).isEqualTo(sessions);
    }

    static Stream<Arguments> countsSessionsInAnyEncoding() {
        return Stream.of(
                arguments("UTF-16 with charset", 2, encoded(StandardCharsets.UTF_16BE, "utf-16")),
                arguments("UTF-16 with byte order mark", 2, encoded(StandardCharsets.UTF_16, "utf-8")),
                arguments("UTF-8 with byte order mark", 2, json("\uFEFF" + UMLAUTS)),
                arguments("mostly whitespace", 0, json("{\"Items\":[]}" + " ".repeat(100_000))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void failsOnlyMachineWithInvalidBody(String name, String reason, RawSite.RawResponse response) {
        citrix.answer(RawSite.FIRST, json(active(3)));
        citrix.answer(RawSite.SECOND, json(active(1)));
        polling.cycle();
        Map<String, Double> before = failures();
        citrix.answer(RawSite.FIRST, response);
        citrix.answer(RawSite.SECOND, json(active(2)));
        polling.cycle();

        assertThat(up("CTX-01")).isZero();
        assertThat(sessions("CTX-01")).as("last value").isEqualTo(3);
        assertThat(up("ctx-02")).isEqualTo(1);
        assertThat(sessions("ctx-02")).isEqualTo(2);
        assertThat(more(before)).isEqualTo(Map.of(reason, 1.0));
    }

    static Stream<Arguments> failsOnlyMachineWithInvalidBody() {
        byte[] good = bytes(active(50));
        byte[] half = Arrays.copyOf(good, good.length / 2);
        byte[] gzip = compressed(active(50));
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        return Stream.of(
                arguments("truncated by the end of the connection", "bad_response", closing(JSON, half)),
                arguments("closed before Content-Length", "connect", closing(JSON + "\r\nContent-Length: 9999", half)),
                arguments("ISO-8859-1 as UTF-8", "bad_response", encoded(StandardCharsets.ISO_8859_1, "utf-8")),
                arguments("deeply nested State", "bad_response", json("{\"Items\":[{\"State\":" + deep + "}]}")),
                arguments("truncated gzip", "bad_response", gzip(Arrays.copyOf(gzip, gzip.length / 2))),
                arguments("compressed, damaged", "bad_response", gzip(damaged(gzip))),
                arguments("slow headers", "timeout", slow(bytes("HTTP/1.1 200 OK\r\nX-Slow: "))));
    }

    @Test
    void stopsReadingEndlessBody() {
        AtomicLong sent = new AtomicLong();
        AtomicBoolean ended = new AtomicBoolean();
        polling.cycle();
        citrix.answer(RawSite.SECOND, json(active(2)));
        citrix.answer(RawSite.FIRST, (request, client) -> sendSpaces(client, 100 * MEGABYTE, sent, ended));
        Map<String, Double> before = failures();
        polling.cycle();

        // A slow host may reach the timeout before the limit; in both cases reading stops.
        assertThat(more(before)).isIn(Map.of("too_large", 1.0), Map.of("timeout", 1.0));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(ended).isTrue());
        assertThat(sent.get()).isLessThan(90L * MEGABYTE);
        assertThat(sessions("ctx-02")).isEqualTo(2);
    }

    /** Sends spaces until it is done or the connection is closed. */
    private static void sendSpaces(Socket client, int count, AtomicLong sent, AtomicBoolean ended) throws IOException {
        byte[] spaces = bytes(" ".repeat(MEGABYTE / 10));
        OutputStream out = client.getOutputStream();
        out.write(head("200 OK", JSON + "\r\nContent-Length: " + count));
        try {
            while (sent.get() < count) {
                out.write(spaces);
                sent.addAndGet(spaces.length);
            }
        } finally {
            ended.set(true);
        }
    }

    private static RawSite.RawResponse closing(String headers, byte[] body) {
        return (request, client) -> {
            client.getOutputStream().write(head("200 OK", headers + "\r\nConnection: close"));
            client.getOutputStream().write(body);
            client.close();
        };
    }

    /** Sends a byte at a time without end. */
    private static RawSite.RawResponse slow(byte[] start) {
        return (request, client) -> {
            client.getOutputStream().write(start);
            for (int drop = 0; drop < 100; drop++) {
                client.getOutputStream().write(' ');
                sleep();
            }
        };
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static RawSite.RawResponse encoded(Charset charset, String claimed) {
        return body("Content-Type: application/json; charset=" + claimed, UMLAUTS.getBytes(charset));
    }

    private static RawSite.RawResponse gzip(byte[] body) {
        return body(JSON + "\r\nContent-Encoding: gzip", body);
    }

    private static byte[] compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] damaged(byte[] gzip) {
        byte[] damaged = gzip.clone();
        Arrays.fill(damaged, gzip.length / 2, gzip.length / 2 + 20, (byte) 0xFF);
        return damaged;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String active(int sessions) {
        return IntStream.range(0, sessions)
                .mapToObj(id -> CitrixStub.session("s" + id, "Active", "Hdx", "Desktop"))
                .collect(Collectors.joining(",", "{\"Items\":[", "]}"));
    }

    private static double up(String machine) {
        return metric("machine_up{site=\"stub\",machine=\"" + machine + "\",delivery_group=\"\",}");
    }

    /** The sessions in all states. */
    private static double sessions(String machine) {
        String start = "citrix_machine_sessions{site=\"stub\",machine=\"" + machine + "\",";
        return scrape().stream()
                .filter(line -> line.startsWith(start))
                .mapToDouble(ResponseBodiesSlowTest::value)
                .sum();
    }

    /** Failed polls by reason. */
    private static Map<String, Double> failures() {
        return scrape().stream()
                .map(FAILURES::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(line -> line.group(1), line -> Double.parseDouble(line.group(2))));
    }

    private static Map<String, Double> more(Map<String, Double> before) {
        return failures().entrySet().stream()
                .filter(now -> now.getValue() > before.getOrDefault(now.getKey(), 0.0))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, now -> now.getValue() - before.getOrDefault(now.getKey(), 0.0)));
    }

    private static double metric(String name) {
        return scrape().stream()
                .filter(line -> line.startsWith("citrix_" + name))
                .mapToDouble(ResponseBodiesSlowTest::value)
                .findFirst()
                .orElseThrow();
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static List<String> scrape() {
        return given().accept("text/plain").get("/q/metrics").asString().lines().toList();
    }

    /** The program with a site on a bare socket. */
    public static final class OnABareSocket implements QuarkusTestProfile {
        /** Enough for 70 MB on a busy host. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("citrix.poll.request-timeout", "5s");
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RawSite.class));
        }
    }
}
