package io.citrixexporter.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;

/**
 * A simulated Citrix site in its own process. It does as little as possible, so that the benchmark measures its client:
 * responses are rendered once and sent as bytes, tokens are not checked, and nothing changes.
 */
final class BenchSite extends AbstractVerticle {
    /** The path of its statistics; not counted, and without latency. */
    static final String STATS = "/stats";

    /** Printed when it listens, followed by the port. */
    static final String READY = "listening on ";

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json; charset=utf-8");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

    private final SiteSettings settings;
    private final BenchResponses responses;
    private final SiteStats stats;
    private final int port;

    private BenchSite(SiteSettings settings, BenchResponses responses, SiteStats stats, int port) {
        this.settings = settings;
        this.responses = responses;
        this.stats = stats;
        this.port = port;
    }

    public static void main(String[] arguments) throws IOException {
        SiteSettings settings = SiteSettings.ofSystemProperties();
        BenchResponses responses = new BenchResponses(settings);
        SiteStats stats = new SiteStats();
        responses.renderUsual();
        int port = freePort();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(settings.loops()));
        try {
            vertx.deployVerticle(
                            () -> new BenchSite(settings, responses, stats, port),
                            new DeploymentOptions().setInstances(settings.loops()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            System.out.println(e);
            System.exit(1);
        }
        System.out.println(READY + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void start(io.vertx.core.Promise<Void> started) {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::handle)
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void handle(HttpServerRequest request) {
        if (request.path().equals(STATS)) {
            json(request.response()).end(Buffer.buffer(stats.json()));
        } else if (settings.latencyMillis() == 0) {
            respond(request);
        } else {
            vertx.setTimer(settings.latencyMillis(), late -> respond(request));
        }
    }

    private void respond(HttpServerRequest request) {
        boolean gzip = settings.gzip() && accepts(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        Buffer body = responses.to(request.path(), request.query(), gzip);
        HttpServerResponse response = json(request.response());
        if (body == null) {
            stats.unknown();
            response.setStatusCode(404).end("{}");
            return;
        }
        stats.responded(request, body.length());
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        response.end(body);
    }

    private static boolean accepts(String encodings) {
        return encodings != null && encodings.contains("gzip");
    }

    private static HttpServerResponse json(HttpServerResponse response) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    }
}
