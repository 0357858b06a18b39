package io.citrixexporter.exposition;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Answers a scrape piece by piece, while it is rendered. Quarkus' own route, which this one stands before, renders the
 * whole text first and copies it twice: with 20,000 machines that is more than the rest of the program needs.
 */
@ApplicationScoped
public class MetricsRoute {
    static final String PATH = "/q/metrics";

    private static final int BEFORE_QUARKUS = -1;
    /** How long whoever scrapes may take for a piece of the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SnapshotExposition exposition;

    MetricsRoute(SnapshotExposition exposition) {
        this.exposition = exposition;
    }

    void register(@Observes Router router) {
        router.get(PATH).order(BEFORE_QUARKUS).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        String type = SnapshotExposition.contentType(context.request().getHeader(HttpHeaders.ACCEPT));
        HttpServerResponse response = context.response().putHeader(HttpHeaders.CONTENT_TYPE, type);
        StreamedAnswer.send(response, PATIENCE, writer -> exposition.write(writer, type));
    }
}
