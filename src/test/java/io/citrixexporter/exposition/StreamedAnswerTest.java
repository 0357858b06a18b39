package io.citrixexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citrixexporter.LogLines;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedAnswerTest {
    private static final String LINE = "ä line of text\n";
    private static final int LINES = 2_000_000;
    private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final LogLines log = LogLines.of(StreamedAnswer.class.getName());
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private StreamedAnswer.Rendering rendering = writer -> lines(writer, LINES);
    private Duration patience = Duration.ofSeconds(10);
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = listen(new HttpServerOptions());
    }

    private HttpServer listen(HttpServerOptions options) throws Exception {
        return vertx.createHttpServer(options)
                .requestHandler(request -> vertx.executeBlocking(() -> answer(request)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        log.close();
    }

    private boolean answer(HttpServerRequest request) {
        try {
            StreamedAnswer.send(request.response(), patience, rendering);
            return true;
        } finally {
            over.complete(null);
        }
    }

    @Test
    void sendsAllOfIt() throws Exception {
        assertThat(get()).hasSize(LINE.length() * LINES).startsWith(LINE).endsWith(LINE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100_000})
    void aRenderingThatFailsIsNeverAWholeAnswer(int linesBefore) {
        rendering = writer -> {
            lines(writer, linesBefore);
            throw new IllegalStateException("broken");
        };
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(over).succeedsWithin(5, TimeUnit.SECONDS);
        // The client may have tried again.
        assertThat(log.take()).isNotEmpty().containsOnly("ERROR A scrape could not be rendered");
    }

    @Test
    void anErrorWhileItIsRenderedIsNoWholeAnswerEither() {
        rendering = writer -> {
            lines(writer, 100_000);
            throw new StackOverflowError();
        };
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
    }

    @Test
    void endsWhereNobodyTakesTheRest() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            ask(socket);
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }
        assertThat(over).succeedsWithin(5, TimeUnit.SECONDS);
        assertThat(log.take()).as("nobody's mistake").noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void whoStallsTooLongFindsNoEndWhenHeGoesOn() throws Exception {
        patience = Duration.ofMillis(200);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            ask(socket);
            assertThat(over).succeedsWithin(5, TimeUnit.SECONDS);
            socket.setSoTimeout(5_000);
            String rest = new String(toTheEnd(socket.getInputStream()), StandardCharsets.UTF_8);

            assertThat(rest).startsWith("HTTP/1.1 200 OK").hasSizeLessThan(LINES * LINE.length());
            assertThat(rest.endsWith(END_OF_CHUNKS)).isFalse();
        }
    }

    /** Less than a piece, and more than what fits between the two of them. */
    @Test
    void whoStallsInTheLastPieceFindsNoEndEither() throws Exception {
        patience = Duration.ofMillis(200);
        rendering = writer -> lines(writer, 8_000);
        server = listen(new HttpServerOptions().setSendBufferSize(4_096));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
            ask(socket);
            assertThat(over).succeedsWithin(5, TimeUnit.SECONDS);
            socket.setSoTimeout(5_000);
            String rest = new String(toTheEnd(socket.getInputStream()), StandardCharsets.UTF_8);

            assertThat(rest).startsWith("HTTP/1.1 200 OK");
            assertThat(rest.endsWith(END_OF_CHUNKS)).isFalse();
        }
    }

    /** Until the other side closes the connection, in whatever way. */
    private static byte[] toTheEnd(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            stream.transferTo(bytes);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        } catch (IOException e) {
            return bytes.toByteArray();
        }
        return bytes.toByteArray();
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private String get() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static void lines(Writer writer, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            writer.write(LINE);
        }
    }
}
