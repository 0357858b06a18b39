package io.citrixexporter.citrix;

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
final class EventLoops implements Executor {
    private final List<Context> contexts;
    private final AtomicInteger next = new AtomicInteger();

    EventLoops(Vertx vertx) {
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
}
