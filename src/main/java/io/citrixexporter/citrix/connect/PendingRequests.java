package io.citrixexporter.citrix.connect;

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
 * The requests in flight, to be cancelled before the program stops. Otherwise they fail during the shutdown of Quarkus, with a
 * stack trace in the log.
 */
final class PendingRequests implements Consumer<HttpClientRequest> {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Map<HttpClientRequest, Pending> requests = new ConcurrentHashMap<>();

    /** A request, the event loop on which it started, and whether it has ended. */
    private record Pending(
            HttpClientRequest request, @Nullable Context context, CompletableFuture<@Nullable Void> ended) {
        /** On the event loop of the request; see {@link EventLoopExecutor#cancelInOrder}. */
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

    /** Completes after the other callbacks of the request. */
    private void ended(HttpClientRequest request) {
        Pending pending = requests.remove(request);
        Context context = Vertx.currentContext();
        if (pending != null && context != null) {
            context.runOnContext(later -> pending.ended.complete(null));
        } else if (pending != null) {
            pending.ended.complete(null);
        }
    }

    /** Cancels all requests, and waits up to a second until they have ended. */
    void cancelAll() {
        List<Pending> pending = List.copyOf(requests.values());
        pending.forEach(Pending::reset);
        CompletableFuture.allOf(pending.stream().map(Pending::ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
