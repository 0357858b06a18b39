package io.citrixexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponseStreamTest {
    private final Vertx vertx = Vertx.vertx();
    private final byte[] body = new byte[32_000_000];
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(body);
        server = vertx.createHttpServer()
                .requestHandler(request -> vertx.executeBlocking(() -> answer(request)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private boolean answer(HttpServerRequest request) {
        try (ResponseStream stream = new ResponseStream(request.response().setChunked(true))) {
            for (int i = 0; i < body.length; i += 1000) {
                stream.write(body, i, 1000);
            }
            outcome.complete(null);
            return true;
        } catch (IOException e) {
            return outcome.completeExceptionally(e);
        }
    }

    @Test
    void sendsAllOfIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(body);
    }

    @Test
    void endsWhereNobodyTakesTheRest() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(answer.readNBytes(1000)).hasSize(1000);
        }

        assertThat(outcome).failsWithin(5, TimeUnit.SECONDS).withThrowableOfType(Exception.class);
    }
}
