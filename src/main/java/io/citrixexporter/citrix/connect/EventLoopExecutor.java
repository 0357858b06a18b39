package io.citrixexporter.citrix.connect;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Starts requests on the event loops in turn, one event loop per processor. A request stays on the event loop on which it starts,
 * with its connection and its response, and so does the request after it: without this a single processor polls all machines.
 */
public final class EventLoopExecutor implements Executor {
    private final List<Context> contexts;
    private final AtomicInteger next = new AtomicInteger();

    public EventLoopExecutor(Vertx vertx) {
        VertxInternal internal = (VertxInternal) vertx;
        this.contexts = Stream.<Context>generate(internal::createEventLoopContext)
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
    }

    @Override
    public void execute(Runnable start) {
        int index = Math.floorMod(next.getAndIncrement(), contexts.size());
        contexts.get(index).runOnContext(nothing -> start.run());
    }

    /** The request with a timeout, after which it is reset, as it is if it is cancelled. */
    public static <T> Uni<T> withTimeout(Uni<T> request, Duration timeout) {
        return cancelInOrder(request).ifNoItem().after(timeout).fail();
    }

    /**
     * The request, which is reset on the event loop on which it starts if it is cancelled. From there the headers
     * go to the event loop of its connection. A reset on another thread may overtake them; Vert.x then sends a request that
     * has ended, and logs a stack trace (eclipse-vertx/vert.x#5254).
     */
    private static <T> Uni<T> cancelInOrder(Uni<T> request) {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            return context == null
                    ? request
                    : request.onCancellation().call(() -> Uni.createFrom()
                            .voidItem()
                            .emitOn(cancel -> context.runOnContext(nothing -> cancel.run())));
        });
    }
}
