package io.citrixexporter.citrix.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Begins requests on one event loop after the other, as many as there are processors. A request that begins on an event
 * loop stays there, with its connection and its answer, and so would the one that follows it: without this a single
 * processor polls all machines, while the others rest.
 */
public final class EventLoops implements Executor {
    private final List<Context> contexts;
    private final AtomicInteger next = new AtomicInteger();

    public EventLoops(Vertx vertx) {
        VertxInternal internal = (VertxInternal) vertx;
        this.contexts = Stream.<Context>generate(internal::createEventLoopContext)
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
    }

    @Override
    public void execute(Runnable begin) {
        int turn = Math.floorMod(next.getAndIncrement(), contexts.size());
        contexts.get(turn).runOnContext(nothing -> begin.run());
    }

    /**
     * The request, which is reset on the event loop on which it starts if it is cancelled. From there the head of a request
     * goes to the event loop of its connection. The reset of another thread may arrive before it; Vert.x then sends a
     * request that has ended, and logs a stack trace (eclipse-vertx/vert.x#5254).
     */
    public static <T> Uni<T> cancelInOrder(Uni<T> request) {
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
