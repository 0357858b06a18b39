package io.citrixexporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenderedResponseTest {
    private static final int CONNECTIONS = 8;

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch received = new CountDownLatch(CONNECTIONS);
    private final Queue<Boolean> onOwnEventLoop = new ConcurrentLinkedQueue<>();
    private final RenderedResponse response = new RenderedResponse(vertx, "test", this::render);
    private final List<Socket> sockets = new ArrayList<>();

    /** Not before all have requested it, so that they share renderings. */
    private void render(Writer writer, String variant) throws IOException {
        try {
            assertThat(received.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        writer.write("x".repeat(100_000));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Handlers of a connection run on its event loop; a response that is sent from another one may stall. */
    @Test
    void sendsSharedBodyOnEventLoopOfEachConnection() throws Exception {
        int port = listenOnTwoEventLoops();
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            sockets.add(socket);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
        for (Socket socket : sockets) {
            assertThat(socket.getInputStream().readAllBytes()).asString().startsWith("HTTP/1.1 200 OK\r\n");
        }

        assertThat(onOwnEventLoop).hasSize(CONNECTIONS).containsOnly(true);
    }

    private int listenOnTwoEventLoops() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start(Promise<Void> started) {
                                Router router = Router.router(vertx);
                                router.route().handler(RenderedResponseTest.this::respond);
                                vertx.createHttpServer()
                                        .requestHandler(router)
                                        .listen(port, "127.0.0.1")
                                        .<Void>mapEmpty()
                                        .onComplete(started);
                            }
                        },
                        new DeploymentOptions().setInstances(2))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return port;
    }

    private void respond(RoutingContext context) {
        Thread own = Thread.currentThread();
        context.addHeadersEndHandler(headers -> onOwnEventLoop.add(Thread.currentThread() == own));
        response.send(context, "variant");
        received.countDown();
    }
}
