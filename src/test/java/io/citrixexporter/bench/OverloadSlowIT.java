package io.citrixexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.packaged.RunningExporter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Many clients at once do not end the packaged program, which has a small heap and goes on polling. The system properties
 * {@code overload.*} change the size.
 */
@Isolated
class OverloadSlowIT {
    private static final int MACHINES = Integer.getInteger("overload.machines", 1_000);
    private static final int IDLE = Integer.getInteger("overload.idle", 200);
    private static final String HEAP = System.getProperty("overload.heap", "48m");

    private static final int STUCK = 20;
    private static final int GETS = 40;
    private static final int PAGES = 20;
    private static final int POSTS = 20;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TEXT = "text/plain";
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

    private final BenchSettings settings = BenchSettings.ofSystemProperties();
    private final SiteSettings site = new SiteSettings(MACHINES, 10, 0, true, 1);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Socket> sockets = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void aCrowdDoesNotEndTheProgram() throws Exception {
        try (SiteProcess citrix = SiteProcess.start(site);
                RunningExporter exporter = RunningExporter.start(
                        directory,
                        settings.yaml(citrix.port()),
                        "-Xmx" + HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError")) {
            cycleEnds(exporter);
            Heap heap = new Heap(RunningExporter.javaHome(), exporter.pid());
            double heapBefore = heap.usedAfterCollection();
            long sessions = series(exporter, TEXT, "citrix_sessions{");

            String outcomes = overload(exporter);
            // What the exporter must reach is in the assertions; what another build reaches is in the report.
            System.out.printf(
                    "Overload of %s, %d machines, %d sessions series, -Xmx%s: %d idle and %d stuck connections; %s%n",
                    System.getProperty("exporter.jar"), MACHINES, sessions, HEAP, IDLE, STUCK, outcomes);
            assertThat(outcomes)
                    .isEqualTo("GET: {whole=%d}, page: {whole=%d}, POST: {status 405=%d}; OutOfMemoryError: false"
                            .formatted(GETS, PAGES, POSTS));

            assertThat(series(exporter, TEXT, "citrix_sessions{")).isEqualTo(sessions);
            assertThat(series(exporter, OPEN_METRICS, "citrix_sessions{")).isEqualTo(sessions);
            cycleEnds(exporter);
            assertThat(scrape(exporter, TEXT).sum("citrix_machine_up")).isEqualTo(MACHINES);
            close();
            double heapAfter = await().atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(heap::usedAfterCollection, used -> used < 1.25 * heapBefore + 2);
            System.out.printf("Heap after a full collection: %.1f MiB before, %.1f MiB after%n", heapBefore, heapAfter);
            assertThat(exporter.log()).doesNotContain("ERROR");
        } finally {
            close();
        }
    }

    /** Waits for a cycle that polls every machine. */
    private static void cycleEnds(RunningExporter exporter) throws IOException {
        String complete = "cycle ended, machines: %d ok, 0 failed".formatted(MACHINES);
        int before = exporter.log().split(complete, -1).length;
        await().atMost(LONG.multipliedBy(2)).until(() -> exporter.log().split(complete, -1).length > before);
    }

    /** How the requests of a crowd ended, how often each. */
    private String overload(RunningExporter exporter) throws IOException {
        SocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), exporter.uri("/").getPort());
        for (int i = 0; i < IDLE + STUCK; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(4_096);
            socket.connect(address);
            if (i < STUCK) {
                // Never read.
                socket.getOutputStream()
                        .write("GET /q/metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        URI metrics = exporter.uri("/q/metrics");
        List<CompletableFuture<String>> gets =
                send(GETS, i -> HttpRequest.newBuilder(metrics).header("Accept", i % 2 == 0 ? TEXT : OPEN_METRICS));
        List<CompletableFuture<String>> pages = send(PAGES, i -> HttpRequest.newBuilder(exporter.uri("/?q=" + i)));
        List<CompletableFuture<String>> posts =
                send(POSTS, i -> HttpRequest.newBuilder(metrics).POST(BodyPublishers.ofString("x")));
        String outcomes = "GET: %s, page: %s, POST: %s".formatted(counts(gets), counts(pages), counts(posts));
        return "%s; OutOfMemoryError: %s".formatted(outcomes, exporter.log().contains("OutOfMemoryError"));
    }

    private List<CompletableFuture<String>> send(int count, Function<Integer, HttpRequest.Builder> request) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.sendAsync(request.apply(i).timeout(LONG).build(), BodyHandlers.ofInputStream())
                        .thenApplyAsync(OverloadSlowIT::outcome)
                        .exceptionally(failure -> "failed"))
                .toList();
    }

    /** Reads a response line by line, since forty of them would fill the heap of the tests. */
    private static String outcome(HttpResponse<InputStream> response) {
        if (response.statusCode() != 200) {
            return "status " + response.statusCode();
        }
        try (Stream<String> lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)).lines()) {
            String type = response.headers().firstValue("Content-Type").orElse("");
            boolean page = type.startsWith("text/html");
            boolean open = type.startsWith("application/openmetrics");
            long[] machines = {0};
            String[] last = {""};
            lines.forEach(line -> {
                machines[0] += line.startsWith("citrix_machine_up{") ? 1 : 0;
                last[0] = line;
            });
            boolean whole =
                    page ? last[0].equals("</html>") : machines[0] == MACHINES && (!open || last[0].equals("# EOF"));
            return whole ? "whole" : "cut off";
        }
    }

    private static String counts(List<CompletableFuture<String>> outcomes) {
        return outcomes.stream()
                .map(CompletableFuture::join)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .toString();
    }

    private long series(RunningExporter exporter, String accept, String prefix)
            throws IOException, InterruptedException {
        return scrape(exporter, accept)
                .text()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .count();
    }

    private MetricsText scrape(RunningExporter exporter, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(exporter.uri("/q/metrics"))
                .header("Accept", accept)
                .timeout(LONG)
                .build();
        return new MetricsText(client.send(request, BodyHandlers.ofString()).body());
    }

    private void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }
}
