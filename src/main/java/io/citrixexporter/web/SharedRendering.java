package io.citrixexporter.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Renders at most two bodies at a time, however many are requested. Requests for the same content type that arrive
 * before a rendering has begun share it; so every response is as new as its request, and a burst of requests costs two
 * renderings.
 */
final class SharedRendering {
    private static final int MAX_RENDERINGS = 2;

    private final Function<String, CompressedBody> rendering;
    private final WorkerExecutor workers;
    private final Map<String, Future<CompressedBody>> notBegun = new ConcurrentHashMap<>();

    /** Renders bodies of a content type. */
    SharedRendering(Vertx vertx, Function<String, CompressedBody> rendering) {
        this.rendering = rendering;
        this.workers = vertx.createSharedWorkerExecutor("metrics", MAX_RENDERINGS);
    }

    /** A body that is rendered from now on. */
    Future<CompressedBody> render(String contentType) {
        return notBegun.computeIfAbsent(contentType, type -> {
            Callable<CompressedBody> task = () -> {
                notBegun.remove(type);
                return rendering.apply(type);
            };
            return workers.executeBlocking(task, false);
        });
    }
}
