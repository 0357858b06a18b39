package io.citrixexporter.soak;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** Sends responses with faults. */
final class FaultyResponses {
    private static final String JSON = "application/json; charset=utf-8";
    private static final int MAX_BACKOFF_SECONDS = 3;
    private static final int DRIPS = 12;

    private final Vertx vertx;
    private final RandomGenerator random;
    private final Duration requestTimeout;
    private final RequestedBackoffs backoffs;

    FaultyResponses(Vertx vertx, RandomGenerator random, Duration requestTimeout, RequestedBackoffs backoffs) {
        this.vertx = vertx;
        this.random = random;
        this.requestTimeout = requestTimeout;
        this.backoffs = backoffs;
    }

    void enact(ResponseFault fault, HttpServerRequest request, SiteApi.Response good) {
        // "identity", so that Vert.x does not compress a broken body.
        HttpServerResponse response = request.response().putHeader("Content-Encoding", "identity");
        Buffer body = Buffer.buffer(good.body());
        switch (fault) {
            case THROTTLED -> throttle(response);
            case UNAVAILABLE_UNTIL ->
                send(
                        response.putHeader("Retry-After", httpDate(Instant.now().plusSeconds(retryAfter()))),
                        503,
                        JSON,
                        "{}");
            case UNAVAILABLE -> send(response, 503, "text/html", "<html>503 Service Unavailable</html>");
            case FAILED -> send(response, 500, JSON, "{\"ErrorMessage\":\"The site database did not respond.\"}");
            case BAD_GATEWAY -> send(response, 502, "text/html", "<html>502 Bad Gateway</html>");
            case PAGE -> send(response, 200, "text/html", "<html>Please sign in</html>");
            case TRUNCATED -> truncated(request, good.status(), body);
            case TRUNCATED_JSON ->
                send(
                        response,
                        200,
                        JSON,
                        good.body().substring(0, random.nextInt(1, good.body().length())));
            case EMPTY -> send(response, 200, JSON, "");
            case INVALID_JSON -> send(response, 200, JSON, "<!" + good.body());
            case WRONG_TYPE -> send(response, good.status(), "text/plain", good.body());
            case RESET -> reset(request);
            case CLOSED -> request.connection().close();
            case SLOW ->
                vertx.setTimer(
                        requestTimeout.toMillis() + random.nextInt(100, 1500),
                        timer -> send(response, good.status(), JSON, good.body()));
            case SLOW_BODY -> drip(response.setChunked(true).putHeader("Content-Type", JSON), body, 0);
            case INVALID_GZIP -> send(response.putHeader("Content-Encoding", "gzip"), 200, JSON, good.body());
            case TRUNCATED_GZIP -> {
                byte[] whole = zipped(good.body());
                response.putHeader("Content-Encoding", "gzip").putHeader("Content-Type", JSON);
                end(response, Buffer.buffer(whole).getBuffer(0, random.nextInt(1, whole.length)));
            }
            case LARGE -> end(response.setStatusCode(good.status()).putHeader("Content-Type", JSON), large(body));
            case NOT_FOUND -> send(response, 404, JSON, "{}");
            case FORBIDDEN -> send(response, 403, JSON, "{}");
        }
    }

    private void throttle(HttpServerResponse response) {
        int seconds = retryAfter();
        backoffs.request(Instant.now(), Duration.ofSeconds(seconds));
        send(response.putHeader("Retry-After", Integer.toString(seconds)), 429, JSON, "{\"statusCode\":429}");
    }

    static void send(HttpServerResponse response, int status, String type, String body) {
        response.setStatusCode(status).putHeader("Content-Type", type);
        end(response, Buffer.buffer(body));
    }

    /** The client may have closed the connection. */
    private static void end(HttpServerResponse response, Buffer body) {
        if (!response.closed()) {
            response.end(body);
        }
    }

    private void truncated(HttpServerRequest request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", JSON)
                .putHeader("Content-Length", Integer.toString(body.length()))
                .write(body.getBuffer(0, random.nextInt(body.length())))
                .onComplete(written -> request.connection().close());
    }

    /** Closing without lingering sends a reset. */
    private static void reset(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        request.connection().close();
    }

    /** Sends a byte at a time, and does not end before the request timeout. */
    private void drip(HttpServerResponse response, Buffer body, int drip) {
        if (response.closed()) {
            return;
        }
        if (drip == DRIPS) {
            response.end();
            return;
        }
        int begin = body.length() * drip / DRIPS;
        int end = body.length() * (drip + 1) / DRIPS;
        if (begin < end) {
            response.write(body.getBuffer(begin, end));
        }
        vertx.setTimer(requestTimeout.toMillis() / 6, timer -> drip(response, body, drip + 1));
    }

    /** The same JSON in a body that may be too large, filled with spaces. */
    private Buffer large(Buffer body) {
        byte[] blanks = new byte[random.nextInt(8 << 20, 70 << 20)];
        Arrays.fill(blanks, (byte) ' ');
        return Buffer.buffer(blanks).appendBuffer(body);
    }

    private int retryAfter() {
        return 1 + random.nextInt(MAX_BACKOFF_SECONDS);
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
