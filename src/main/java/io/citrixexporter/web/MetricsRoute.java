package io.citrixexporter.web;

import io.citrixexporter.metrics.MetricsExposition;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Serves the metrics. Quarkus' own route, which this one precedes, renders each response as one text in memory, without
 * a limit to how many at once.
 */
@ApplicationScoped
class MetricsRoute {
    private static final String PATH = "/q/metrics";
    private static final String ALIAS = "/metrics";
    private static final int BEFORE_QUARKUS = -1;

    private final RenderedResponse metrics;

    MetricsRoute(Vertx vertx, MetricsExposition exposition) {
        this.metrics = new RenderedResponse(vertx, "metrics", exposition::write);
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
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
        metrics.send(context, contentType);
    }
}
