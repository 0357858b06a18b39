package io.citrixexporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacedResponseTest {
    private static final int SMALL_BUFFER = 4_096;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private PacedResponse.Timeouts timeouts = new PacedResponse.Timeouts(LONG, LONG);
    private byte[] body = new byte[0];
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        // Small buffers, so that little is buffered if a client does not read.
        server = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(SMALL_BUFFER))
                .requestHandler(this::respond)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void respond(HttpServerRequest request) {
        request.response().putHeader("Content-Length", Integer.toString(body.length));
        PacedResponse.send(
                vertx,
                request.response(),
                new ByteArrayInputStream(body) {
                    @Override
                    public void close() {
                        closed.complete(null);
                    }
                },
                timeouts);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32 * 1024, 3_000_000})
    void sendsCompleteBody(int length) throws IOException {
        body = ascii(length);
        try (Socket socket = request()) {
            String response = responseOf(socket);
            assertThat(response.startsWith("HTTP/1.1 200 OK")).isTrue();
            assertThat(response.endsWith("\r\n\r\n" + text(body))).isTrue();
        }
        assertThat(closed).succeedsWithin(5, TimeUnit.SECONDS);
    }

    /** A stall in the middle of a body, and in its last chunk. */
    @ParameterizedTest
    @CsvSource({"3000000, stall", "3000000, total", "120000, stall", "120000, total"})
    void disconnectsClientThatDoesNotRead(int length, String timeout) throws IOException {
        timeouts = timeout.equals("stall")
                ? new PacedResponse.Timeouts(SHORT, LONG)
                : new PacedResponse.Timeouts(LONG, SHORT);
        body = ascii(length);
        try (Socket socket = request()) {
            assertThat(closed).succeedsWithin(5, TimeUnit.SECONDS);
            String response = responseOf(socket);
            assertThat(response.startsWith("HTTP/1.1 200 OK")).isTrue();
            assertThat(response.length()).isLessThan(length);
        }
    }

    @Test
    void endsWhenClientDisconnects() throws IOException {
        body = ascii(3_000_000);
        try (Socket socket = request()) {
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }
        assertThat(closed).succeedsWithin(5, TimeUnit.SECONDS);
    }

    private Socket request() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
        socket.setSoTimeout(5_000);
        socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads until the server closes or resets the connection. */
    private static String responseOf(Socket socket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream stream = socket.getInputStream()) {
            stream.transferTo(bytes);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stays open", e);
        } catch (IOException e) {
            return bytes.toString(StandardCharsets.US_ASCII);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(int length) {
        return "0123456789".repeat(length / 10 + 1).substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
