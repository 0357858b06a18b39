package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig.Demo;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Serves the API on the loopback interface, without ever blocking, with the latency of the settings. */
final class DemoServer {
    static final String HOST = "127.0.0.1";

    private static final String TRANSACTION_ID = "Citrix-TransactionId";
    // The paths of Citrix are not case-sensitive.
    private static final String BASE = "(?i)/cvad/manage/";
    private static final int FASTEST_COMPRESSION = 1;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Vertx vertx;
    private final long latencyMillis;
    private final TokenEndpoint tokens;
    private final HeaderCheck headers;
    private final DemoApi api;
    private final HttpServer server;

    DemoServer(Demo settings, InstantSource clock, Vertx vertx) {
        this.vertx = vertx;
        latencyMillis = settings.latency().toMillis();
        tokens = new TokenEndpoint(clock);
        headers = new HeaderCheck(tokens);
        api = new DemoApi(settings, clock);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(HOST)
                        .setPort(settings.port())
                        .setCompressionSupported(true)
                        .setCompressionLevel(FASTEST_COMPRESSION))
                .requestHandler(router());
    }

    /** Completes with the port once the server listens. */
    CompletionStage<Integer> start() {
        return server.listen().map(HttpServer::actualPort).toCompletionStage();
    }

    CompletionStage<Void> stop() {
        return server.close().toCompletionStage();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().failureHandler(this::sendError);
        router.post("/cctrustoauth2/:customer/tokens/clients")
                .handler(BodyHandler.create(false))
                .handler(this::delay)
                .handler(send(call ->
                        tokens.login(call.pathParam("customer"), call.request().formAttributes())));
        router.route().handler(this::delay).handler(this::fail);
        router.getWithRegex(BASE + "me").handler(call -> check(call, false)).handler(send(call -> MeJson.BODY));
        router.get().handler(call -> check(call, true));
        router.getWithRegex(BASE + "machines").handler(send(call -> api.machines(call.request())));
        router.getWithRegex(BASE + "sessions").handler(send(call -> api.sessions(call.request())));
        router.getWithRegex(BASE + "machines/(?<name>[^/]+)/sessions")
                .handler(send(call -> api.machineSessions(call.request(), call.pathParam("name"))));
        router.route()
                .handler(call ->
                        call.fail(DemoError.notFound("Resource", call.request().path())));
        router.errorHandler(
                400,
                call -> send(
                        call,
                        DemoError.badRequest("url", "it is not encoded properly")
                                .response()));
        return router;
    }

    private void delay(RoutingContext call) {
        if (latencyMillis == 0) {
            call.next();
        } else {
            vertx.setTimer(latencyMillis, timer -> call.next());
        }
    }

    private void fail(RoutingContext call) {
        switch (api.fault()) {
            case THROTTLED -> throw DemoError.throttled(RETRY_AFTER_SECONDS);
            case UNAVAILABLE -> throw DemoError.unavailable();
            case DISCONNECTING -> call.request().connection().close();
            case FAILING -> throw DemoError.serviceFailure();
            case NONE -> call.next();
        }
    }

    private void check(RoutingContext call, boolean siteScoped) {
        headers.check(call.request().headers(), siteScoped);
        call.next();
    }

    private void sendError(RoutingContext call) {
        if (call.failure() instanceof DemoError error) {
            send(call, error.response());
        } else {
            call.next();
        }
    }

    private static Handler<RoutingContext> send(Function<RoutingContext, Buffer> body) {
        return call -> send(call, DemoResponse.json(200, body.apply(call)));
    }

    private static void send(RoutingContext call, DemoResponse content) {
        String transaction = call.request().getHeader(TRANSACTION_ID);
        HttpServerResponse response = call.response();
        response.setStatusCode(content.status());
        response.putHeader("Content-Type", content.contentType());
        response.putHeader(
                TRANSACTION_ID, transaction == null ? UUID.randomUUID().toString() : transaction);
        content.headers().forEach(response::putHeader);
        response.end(content.body());
    }
}
