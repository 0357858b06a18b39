package io.citrixexporter.demo;

import io.citrixexporter.config.DemoSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The site on the network: loopback only, never blocking, as slow as the settings want it. */
final class DemoServer {
    static final String HOST = "127.0.0.1";

    private static final String TRANSACTION = "Citrix-TransactionId";
    private static final Pattern TOKENS = Pattern.compile("/cctrustoauth2/([^/]+)/tokens/clients");
    private static final int FASTEST_COMPRESSION = 1;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final DemoSettings settings;
    private final Vertx vertx;
    private final SignIn signIn;
    private final SiteApi api;
    private final HttpServer server;

    DemoServer(DemoSettings settings, Clock clock, Vertx vertx) {
        this.settings = settings;
        this.vertx = vertx;
        signIn = new SignIn(clock);
        api = new SiteApi(settings, clock, signIn);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(HOST)
                        .setPort(settings.port())
                        .setCompressionSupported(true)
                        .setCompressionLevel(FASTEST_COMPRESSION))
                .requestHandler(this::handle);
    }

    /** Completes with the port once the server listens. */
    CompletionStage<Integer> start() {
        return server.listen().map(HttpServer::actualPort).toCompletionStage();
    }

    CompletionStage<Void> stop() {
        return server.close().toCompletionStage();
    }

    private void handle(HttpServerRequest request) {
        Matcher tokens = TOKENS.matcher(request.path());
        if (tokens.matches() && request.method().equals(HttpMethod.POST)) {
            request.setExpectMultipart(true);
            request.endHandler(
                    end -> later(() -> send(request, signIn.token(tokens.group(1), request.formAttributes()))));
        } else {
            later(() -> answer(request));
        }
    }

    private void later(Runnable action) {
        long millis = settings.latency().toMillis();
        if (millis == 0) {
            action.run();
        } else {
            vertx.setTimer(millis, timer -> action.run());
        }
    }

    private void answer(HttpServerRequest request) {
        switch (api.trouble()) {
            case THROTTLED -> send(request, Problems.throttled(RETRY_AFTER_SECONDS));
            case UNAVAILABLE -> send(request, Problems.unavailable());
            case DISCONNECTING -> request.connection().close();
            case FAILING -> send(request, Problems.serviceFailure());
            case NONE -> send(request, answerOf(request));
        }
    }

    private Answer answerOf(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return Problems.notFound("Resource", request.path());
        }
        try {
            return api.get(request);
        } catch (IllegalArgumentException e) {
            return Problems.badRequest("url", "it is not encoded properly");
        }
    }

    private static void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        response.putHeader("Content-Type", answer.contentType());
        response.putHeader(TRANSACTION, transaction(request));
        answer.headers().forEach(response::putHeader);
        response.end(answer.body());
    }

    private static String transaction(HttpServerRequest request) {
        String given = request.getHeader(TRANSACTION);
        return given == null ? UUID.randomUUID().toString() : given;
    }
}
