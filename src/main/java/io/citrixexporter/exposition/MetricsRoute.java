package io.citrixexporter.exposition;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/**
 * Answers a scrape piece by piece, while it is rendered. Quarkus' own route, which this one stands before, renders the
 * whole text first and copies it twice: with 20,000 machines that is more than the rest of the program needs.
 */
@ApplicationScoped
public class MetricsRoute {
    static final String PATH = "/q/metrics";

    private static final Logger LOG = Logger.getLogger(MetricsRoute.class);
    private static final int BEFORE_QUARKUS = -1;
    private final SnapshotExposition exposition;

    MetricsRoute(SnapshotExposition exposition) {
        this.exposition = exposition;
    }

    void register(@Observes Router router) {
        router.get(PATH).order(BEFORE_QUARKUS).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        String type = SnapshotExposition.contentType(context.request().getHeader(HttpHeaders.ACCEPT));
        HttpServerResponse response = context.response();
        response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, type);
        try (Writer writer =
                new BufferedWriter(new OutputStreamWriter(new ResponseStream(response), StandardCharsets.UTF_8))) {
            exposition.write(writer, type);
        } catch (IOException e) {
            // Whoever asked is gone, or too slow to be waited for.
            LOG.debug("A scrape was not taken to its end", e);
            response.reset();
        }
    }
}
