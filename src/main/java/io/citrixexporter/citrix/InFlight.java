package io.citrixexporter.citrix;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows the requests that are under way, so that the program can give them up before it ends. Left to themselves they
 * would fail in the middle of Quarkus' own shutdown, with a stack trace in the log.
 */
final class InFlight implements Consumer<HttpClientRequest> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<HttpClientRequest, CompletableFuture<@Nullable Void>> requests = new ConcurrentHashMap<>();

    @Override
    public void accept(HttpClientRequest request) {
        requests.put(request, new CompletableFuture<>());
        request.response().onComplete(response -> {
            if (response.succeeded()) {
                response.result().end().onComplete(end -> ended(request));
            } else {
                ended(request);
            }
        });
    }

    /** After all others who wait for the request have been told. */
    private void ended(HttpClientRequest request) {
        CompletableFuture<@Nullable Void> waiting = requests.remove(request);
        Context context = Vertx.currentContext();
        if (waiting != null && context != null) {
            context.runOnContext(later -> waiting.complete(null));
        } else if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Gives up every request, and waits a moment for all of them to have ended. */
    void abandon() {
        CompletableFuture<?>[] waiting = requests.values().toArray(CompletableFuture[]::new);
        requests.keySet().forEach(HttpClientRequest::reset);
        CompletableFuture.allOf(waiting)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
