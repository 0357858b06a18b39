package io.citrixexporter.citrix.connect;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    private final Set<Pending> requests = ConcurrentHashMap.newKeySet();

    /** A request, the event loop on which it started, and whether it has ended. */
    private record Pending(
            HttpClientRequest request, @Nullable Context context, CompletableFuture<@Nullable Void> ended) {
        /** On the event loop of the request; see {@link EventLoopExecutor}. */
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
        Pending pending = new Pending(request, Vertx.currentContext(), new CompletableFuture<>());
        requests.add(pending);
        request.response().compose(HttpClientResponse::end).onComplete(end -> remove(pending));
    }

    /** The request counts as ended after its other callbacks. */
    private void remove(Pending pending) {
        requests.remove(pending);
        Context context = Vertx.currentContext();
        if (context == null) {
            pending.ended.complete(null);
        } else {
            context.runOnContext(later -> pending.ended.complete(null));
        }
    }

    /** Cancels all requests, and waits up to a second until they have ended. */
    void cancelAll() {
        List<Pending> pending = List.copyOf(requests);
        pending.forEach(Pending::reset);
        CompletableFuture.allOf(pending.stream().map(Pending::ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
