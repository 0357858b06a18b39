package io.citrixexporter.web;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Rejects requests that are neither GET nor HEAD with 405, on every path: the exporter has nothing to be written to. */
@ApplicationScoped
class AllowedMethods {
    private static final Set<HttpMethod> ALLOWED = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int BEFORE_AUTHENTICATION = 1_000;

    void register(@Observes Filters filters) {
        // The Dev UI uses other methods.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            filters.register(AllowedMethods::check, BEFORE_AUTHENTICATION);
        }
    }

    private static void check(RoutingContext context) {
        if (ALLOWED.contains(context.request().method())) {
            context.next();
        } else {
            context.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "GET, HEAD")
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end();
        }
    }
}
