package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.EventLoops;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.List;
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

    private final Map<HttpClientRequest, Pending> requests = new ConcurrentHashMap<>();

    /** A request, the event loop on which it started, and its end. */
    private record Pending(
            HttpClientRequest request, @Nullable Context context, CompletableFuture<@Nullable Void> ended) {
        /** Not on another thread, for the reason given at {@link EventLoops#cancelInOrder}. */
        void reset() {
            if (context == null) {
                request.reset();
            } else {
                context.runOnContext(nothing -> request.reset());
            }
        }
    }

    @Override
    public void accept(HttpClientRequest request) {
        requests.put(request, new Pending(request, Vertx.currentContext(), new CompletableFuture<>()));
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
        Pending pending = requests.remove(request);
        Context context = Vertx.currentContext();
        if (pending != null && context != null) {
            context.runOnContext(later -> pending.ended.complete(null));
        } else if (pending != null) {
            pending.ended.complete(null);
        }
    }

    /** Gives up every request, and waits a moment for all of them to have ended. */
    void abandon() {
        List<Pending> pending = List.copyOf(requests.values());
        pending.forEach(Pending::reset);
        CompletableFuture.allOf(pending.stream().map(Pending::ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
