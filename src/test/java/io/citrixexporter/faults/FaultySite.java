package io.citrixexporter.faults;

import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A simulated Citrix site, or one controller of a site, where some machines or the whole controller fail. Each
 * machine has one session. Successful responses take the latency of the site, errors and resets the error latency.
 */
public final class FaultySite implements AutoCloseable {
    private static final Pattern SESSIONS = Pattern.compile("/cvad/manage/Machines/[^/]*CTX-(\\d+)/Sessions");
    private static final String TOKENS = "/cctrustoauth2/" + SiteResponses.CUSTOMER + "/tokens/clients";
    private static final String JSON = "application/json; charset=utf-8";

    private final Vertx vertx;
    private final RequestRecorder recorder = new RequestRecorder();
    private final int machines;
    private final Duration latency;
    private final Duration errorLatency;
    private final HttpServer server;
    private volatile int port;
    private volatile Map<Integer, MachineFault> faults = Map.of();
    private volatile ControllerFault controllerFault = ControllerFault.NONE;
    private ControllerFault laterFault = ControllerFault.NONE;
    private int responsesUntilFault;

    private FaultySite(Vertx vertx, int machines, Duration latency, Duration errorLatency) {
        this.vertx = vertx;
        this.machines = machines;
        this.latency = latency;
        this.errorLatency = errorLatency;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .connectionHandler(connection -> connection.exceptionHandler(expected -> {}))
                .requestHandler(this::handle);
    }

    /** A single thread for any number of sites. */
    public static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    }

    /** A site without latency of errors. */
    public static FaultySite start(Vertx vertx, int machines, Duration latency) {
        return start(vertx, machines, latency, Duration.ZERO);
    }

    /** A site that runs until it is closed, which also closes its {@code vertx} and all other sites on it. */
    public static FaultySite start(Vertx vertx, int machines, Duration latency, Duration errorLatency) {
        FaultySite site = new FaultySite(vertx, machines, latency, errorLatency);
        site.port = join(site.server.listen()).actualPort();
        return site;
    }

    public String customer() {
        return SiteResponses.CUSTOMER;
    }

    public String url() {
        return "http://" + address();
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** The name of a machine, which is also its label in the metrics. */
    public static String machineName(int machine) {
        return "CTX-%04d".formatted(machine);
    }

    public List<String> machineNames() {
        return IntStream.range(0, machines).mapToObj(FaultySite::machineName).toList();
    }

    /** Lets exactly these machines fail. */
    public void fail(MachineFault fault, Set<Integer> affected) {
        faults = affected.stream().collect(Collectors.toMap(machine -> machine, machine -> fault));
    }

    /** Lets no machine fail. */
    public void repair() {
        faults = Map.of();
    }

    /** Lets the controller fail. */
    public void fail(ControllerFault fault) {
        if (fault == ControllerFault.DEAD) {
            join(server.close());
        }
        controllerFault = fault;
    }

    /** The controller fails after a number of successful responses to sessions calls. */
    public synchronized void failAfter(int responses, ControllerFault fault) {
        responsesUntilFault = responses;
        laterFault = fault;
    }

    /** The requests since the last call. */
    public SiteRequests takeRequests() {
        return recorder.take();
    }

    /** Whether there was a request since the last call of {@link #takeRequests()}. */
    public boolean hasRequests() {
        return recorder.total() > 0;
    }

    /** Whether no request is in flight and none started or ended for some time. */
    public boolean quietFor(Duration time) {
        return recorder.quietFor(time);
    }

    private void handle(HttpServerRequest request) {
        request.exceptionHandler(expected -> {});
        request.response().exceptionHandler(expected -> {});
        request.endHandler(read -> respond(request));
    }

    private void respond(HttpServerRequest request) {
        int machine = machine(request.path());
        RequestRecorder.Exchange exchange = recorder.begin(machine);
        request.response().closeHandler(closed -> exchange.end(false));
        MachineFault fault = fault(machine);
        switch (fault) {
            case NONE -> after(latency, () -> late(request, machine, exchange));
            case SLOW -> after(latency.multipliedBy(MachineFault.SLOWDOWN), () -> late(request, machine, exchange));
            default -> after(errorLatency, () -> bad(fault, request, exchange));
        }
    }

    /** A successful response, unless the controller has failed since the request. */
    private void late(HttpServerRequest request, int machine, RequestRecorder.Exchange exchange) {
        MachineFault fault = fault(machine);
        if (fault.fails()) {
            bad(fault, request, exchange);
        } else {
            good(request, machine, exchange);
        }
    }

    private static void bad(MachineFault fault, HttpServerRequest request, RequestRecorder.Exchange exchange) {
        switch (fault) {
            case STATUS_503 -> send(request, 503, "{}", exchange);
            case STATUS_500 -> send(request, 500, "{}", exchange);
            case RESET -> reset(request, exchange);
            case NONE, SLOW, HANG -> {}
        }
    }

    private static int machine(String path) {
        Matcher sessions = SESSIONS.matcher(path);
        return sessions.matches() ? Integer.parseInt(sessions.group(1)) : RequestRecorder.NO_MACHINE;
    }

    private MachineFault fault(int machine) {
        if (machine == RequestRecorder.NO_MACHINE) {
            return controllerFault.ofOtherCalls();
        }
        return controllerFault == ControllerFault.NONE
                ? faults.getOrDefault(machine, MachineFault.NONE)
                : controllerFault.ofSessions();
    }

    private void after(Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
        } else {
            vertx.setTimer(delay.toMillis(), timer -> action.run());
        }
    }

    private void good(HttpServerRequest request, int machine, RequestRecorder.Exchange exchange) {
        if (request.response().closed()) {
            return;
        }
        String token = "token-of-" + port;
        if (request.path().equals(TOKENS)) {
            send(request, 200, SiteResponses.token(token), exchange);
        } else if (!request.getHeader("Authorization").endsWith("=" + token)) {
            send(request, 401, "{}", exchange);
        } else if (machine != RequestRecorder.NO_MACHINE) {
            exchange.end(true);
            send(request, 200, SiteResponses.SESSIONS, exchange);
            countDown();
        } else {
            switch (request.path()) {
                case "/cvad/manage/me" -> send(request, 200, SiteResponses.me(), exchange);
                case "/cvad/manage/Machines" -> send(request, 200, SiteResponses.machines(machineNames()), exchange);
                default -> send(request, 404, "{}", exchange);
            }
        }
    }

    private static void send(HttpServerRequest request, int status, String body, RequestRecorder.Exchange exchange) {
        exchange.end(false);
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", JSON)
                    .end(body);
        }
    }

    /** Closing without lingering sends a reset. */
    private static void reset(HttpServerRequest request, RequestRecorder.Exchange exchange) {
        exchange.end(false);
        if (request.connection() instanceof ConnectionBase connection
                && connection.channel().isOpen()) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        request.connection().close();
    }

    /** On the event loop, which must not wait for the port to be closed. */
    private synchronized void countDown() {
        if (laterFault == ControllerFault.NONE || --responsesUntilFault > 0) {
            return;
        }
        controllerFault = laterFault;
        laterFault = ControllerFault.NONE;
        if (controllerFault == ControllerFault.DEAD) {
            server.close();
        }
    }

    @Override
    public void close() {
        join(vertx.close());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
