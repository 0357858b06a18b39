package io.citrixexporter.web;

import io.citrixexporter.config.OneLine;
import io.citrixexporter.config.Settings;
import io.citrixexporter.metrics.ExporterMetrics;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.time.TimeSource;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Serves the status page on {@code /}. It never calls Citrix. Its security headers are in {@code application.properties}. */
@ApplicationScoped
class PageRoute {
    private static final int MAX_QUERY = 100;
    private static final String STYLE = "/status.css";

    private final SnapshotHolder holder;
    private final ExporterMetrics metrics;
    private final int concurrency;
    private final TimeSource time;
    private final RenderedResponse page;

    PageRoute(Vertx vertx, SnapshotHolder holder, ExporterMetrics metrics, Settings settings, TimeSource time) {
        this.holder = holder;
        this.metrics = metrics;
        this.concurrency = settings.poll().concurrency();
        this.time = time;
        this.page = new RenderedResponse(vertx, "status page", this::write);
    }

    void register(@Observes Router router) {
        Buffer style = Buffer.buffer(read("/web" + STYLE));
        router.route("/").handler(this::respond);
        router.route(STYLE).handler(context -> headers(context, "text/css; charset=utf-8", "no-cache")
                .end(style));
    }

    private void respond(RoutingContext context) {
        String query = OneLine.of(String.join("", context.queryParam("q")).strip(), MAX_QUERY);
        headers(context, "text/html; charset=utf-8", "no-store").putHeader(HttpHeaders.VARY, "Accept-Encoding");
        page.send(context, query);
    }

    private static HttpServerResponse headers(RoutingContext context, String contentType, String cacheControl) {
        return context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    }

    private void write(Writer writer, String query) throws IOException {
        writer.write(StatusPage.of(holder.sites().values(), metrics::callState, concurrency, query, time.now())
                .render());
    }

    private static byte[] read(String resource) {
        try (InputStream in = PageRoute.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
