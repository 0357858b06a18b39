package io.citrixexporter.web;

import io.citrixexporter.metrics.SnapshotCollector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Serves the metrics. Quarkus' own route, which this one precedes, renders each response as one text in memory, without
 * a limit to how many at once.
 */
@ApplicationScoped
public class MetricsRoute {
    private static final Logger LOG = Logger.getLogger(MetricsRoute.class);

    private static final String PATH = "/q/metrics";
    private static final String ALIAS = "/metrics";
    private static final int BEFORE_QUARKUS = -1;
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final PacedResponse.Timeouts TIMEOUTS =
            new PacedResponse.Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(1));

    private final Vertx vertx;
    private final BoundedRendering rendering;

    MetricsRoute(Vertx vertx, SnapshotCollector collector) {
        this.vertx = vertx;
        this.rendering = new BoundedRendering(vertx, collector::write);
    }

    void register(@Observes Router router) {
        router.route(PATH).order(BEFORE_QUARKUS).handler(this::respond);
        // Quarkus would serve the metrics below its path as well.
        router.route(PATH + "/*").order(BEFORE_QUARKUS).handler(context -> context.fail(404));
        router.route(ALIAS).order(BEFORE_QUARKUS).handler(this::respond);
        router.route("/-/healthy").order(BEFORE_QUARKUS).handler(context -> context.reroute("/q/health/live"));
        router.route("/-/ready").order(BEFORE_QUARKUS).handler(context -> context.reroute("/q/health/ready"));
    }

    private void respond(RoutingContext context) {
        String contentType = Negotiation.contentType(context.parsedHeaders());
        boolean gzip = Negotiation.gzip(context.parsedHeaders());
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        Future<RenderedBody> body = rendering.render(contentType, gzip);
        body.timeout(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(rendered -> send(response, rendered))
                .onFailure(failure -> {
                    fail(response, failure);
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

    private static void fail(HttpServerResponse response, Throwable failure) {
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
            LOG.error("The metrics could not be rendered", failure);
            response.setStatusCode(500).end("The metrics could not be rendered; see the log.\n");
        }
    }
}
