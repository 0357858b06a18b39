package io.citrixexporter.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Responds with bodies that take memory and time to render: some at a time, and not for longer than a deadline. */
final class RenderedResponse {
    private static final Logger LOG = Logger.getLogger(RenderedResponse.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final PacedResponse.Timeouts TIMEOUTS =
            new PacedResponse.Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(1));

    private final Vertx vertx;
    private final String name;
    private final BoundedRendering rendering;

    /** @param name of what is rendered, for messages */
    RenderedResponse(Vertx vertx, String name, BoundedRendering.Rendering rendering) {
        this.vertx = vertx;
        this.name = name;
        this.rendering = new BoundedRendering(vertx, name, rendering);
    }

    /**
     * Responds. The headers besides the encoding are set.
     *
     * @param variant which of the bodies
     */
    void send(RoutingContext context, String variant) {
        boolean gzip = Negotiation.gzip(context.parsedHeaders());
        HttpServerResponse response = context.response();
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        // A shared rendering ends on the event loop of the first request for it.
        Context connection = vertx.getOrCreateContext();
        Future<RenderedBody> body = rendering.render(variant, gzip);
        body.timeout(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(rendered -> connection.runOnContext(now -> send(response, rendered)))
                .onFailure(failure -> {
                    connection.runOnContext(now -> fail(response, failure));
                    body.onSuccess(RenderedBody::discard);
                });
    }

    private void send(HttpServerResponse response, RenderedBody body) {
        if (response.closed()) {
            body.discard();
        } else {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
            PacedResponse.send(vertx, response, body.stream(), TIMEOUTS);
        }
    }

    private void fail(HttpServerResponse response, Throwable failure) {
        if (response.closed()) {
            return;
        }
        response.headers().remove(HttpHeaders.CONTENT_ENCODING);
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (failure instanceof TimeoutException) {
            response.setStatusCode(503)
                    .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(MAX_WAIT.toSeconds()))
                    .end("The exporter is overloaded: too many requests, or too little CPU.\n");
        } else {
            LOG.errorf(failure, "The %s could not be rendered", name);
            response.setStatusCode(500).end("The %s could not be rendered; see the log.\n".formatted(name));
        }
    }
}
