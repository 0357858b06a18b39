package io.citrixexporter.soak;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A simulated Citrix site that changes, keeps its history, and injects faults into responses. */
final class SoakSite implements AutoCloseable {
    // It breaks connections on purpose.
    private static final Logger NOISE = Logger.getLogger("io.vertx");

    private final Vertx vertx = Vertx.vertx();
    private final Machines machines = new Machines();
    private final Tokens tokens = new Tokens();
    private final PartialOutages partialOutages = new PartialOutages();
    private final RequestedBackoffs backoffs = new RequestedBackoffs();
    private final Churn churn;
    private final Faults faults;
    private final SiteApi api;
    private final FaultyResponses faultyResponses;
    private final HttpServer server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();

    SoakSite(SoakSettings settings, Violations violations) {
        NOISE.setLevel(Level.OFF);
        SplittableRandom random = new SplittableRandom(settings.seed());
        churn = new Churn(machines, tokens, partialOutages, random.split(), settings.machines(), Instant.now());
        faults = new Faults(random.split(), settings.faultShare());
        api = new SiteApi(machines, tokens, violations);
        faultyResponses = new FaultyResponses(vertx, random.split(), SoakSettings.REQUEST_TIMEOUT, backoffs);
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setCompressionSupported(true))
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(closed -> connections.decrementAndGet());
                    connection.exceptionHandler(expected -> {});
                })
                .requestHandler(this::handle);
    }

    void start() {
        server.listen().toCompletionStage().toCompletableFuture().join();
        vertx.setPeriodic(Churn.TICK.toMillis(), tick -> churn.tick(Instant.now()));
    }

    private void handle(HttpServerRequest request) {
        requests.incrementAndGet();
        maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        request.exceptionHandler(expected -> {});
        request.response().exceptionHandler(expected -> {});
        request.response().endHandler(ended -> inFlight.decrementAndGet());
        request.endHandler(read -> respond(request));
    }

    private void respond(HttpServerRequest request) {
        Instant now = Instant.now();
        SiteApi.Response good = api.respond(request, now);
        // In a partial outage every response of its machines is a 503.
        Optional<ResponseFault> fault =
                good.status() == 503 ? Optional.empty() : faults.next(SiteApi.isMachineCall(request));
        if (fault.isPresent() || good.status() != 200) {
            failed(request, now);
        }
        if (fault.isPresent()) {
            faultyResponses.enact(fault.get(), request, good);
        } else {
            FaultyResponses.send(request.response(), good.status(), "application/json; charset=utf-8", good.body());
        }
    }

    private void failed(HttpServerRequest request, Instant now) {
        api.machine(request).ifPresent(machine -> machine.responseFailed(now));
        if (SiteApi.isTokenCall(request)) {
            tokens.lost();
        }
    }

    /** Stops all faults and changes. */
    void calm() {
        faults.end();
        churn.end();
    }

    int port() {
        return server.actualPort();
    }

    Machines machines() {
        return machines;
    }

    PartialOutages partialOutages() {
        return partialOutages;
    }

    RequestedBackoffs backoffs() {
        return backoffs;
    }

    Tokens tokens() {
        return tokens;
    }

    Churn churn() {
        return churn;
    }

    Faults faults() {
        return faults;
    }

    int connections() {
        return connections.get();
    }

    int maxInFlight() {
        return maxInFlight.get();
    }

    long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
