package io.citrixexporter.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Renders at most two bodies at a time, however many are requested. Requests for the same variant that arrive
 * before a rendering has begun share it; so every response is as new as its request, and a burst of requests costs two
 * renderings.
 *
 * <p>Bodies are kept compressed while they are sent, because slow clients keep them for long. Two clients at a time that
 * do not accept gzip get a body of their own that was never compressed: that takes less CPU.
 */
final class BoundedRendering {
    private static final int MAX_RENDERINGS = 2;
    private static final int MAX_UNCOMPRESSED = 2;
    private static final int INITIAL_SIZE = 64 * 1024;

    private final Rendering rendering;
    private final WorkerExecutor workers;
    private final Map<String, Future<CompressedBody>> notBegun = new ConcurrentHashMap<>();
    private final Semaphore uncompressed = new Semaphore(MAX_UNCOMPRESSED);
    private volatile int expectedSize = INITIAL_SIZE;

    interface Rendering {
        void write(Writer writer, String variant) throws IOException;
    }

    /**
     * @param name of the threads
     */
    BoundedRendering(Vertx vertx, String name, Rendering rendering) {
        this.rendering = rendering;
        this.workers = vertx.createSharedWorkerExecutor(name, MAX_RENDERINGS);
    }

    /** A body that is rendered from now on; to be sent or discarded. */
    Future<RenderedBody> render(String variant, boolean gzip) {
        return !gzip && uncompressed.tryAcquire()
                ? workers.executeBlocking(() -> uncompressed(variant), false)
                        .onFailure(failed -> uncompressed.release())
                : shared(variant).map(body -> body.open(gzip));
    }

    private Future<CompressedBody> shared(String variant) {
        return notBegun.computeIfAbsent(variant, type -> {
            Callable<CompressedBody> task = () -> {
                notBegun.remove(type);
                return CompressedBody.of(out -> write(out, type));
            };
            return workers.executeBlocking(task, false);
        });
    }

    private RenderedBody uncompressed(String variant) throws IOException {
        Bytes bytes = new Bytes(expectedSize);
        write(bytes, variant);
        expectedSize = bytes.size() + bytes.size() / 8;
        return new RenderedBody(bytes.size(), bytes.stream(uncompressed::release));
    }

    private void write(OutputStream out, String variant) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), INITIAL_SIZE);
        rendering.write(writer, variant);
        writer.flush();
    }

    /** Bytes that are read without a copy of them. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        InputStream stream(Runnable onClose) {
            return new Text(buf, count, onClose);
        }
    }

    /** Drops its bytes when it is closed, since the worker thread refers to it until its next rendering. */
    private static final class Text extends ByteArrayInputStream {
        private final Runnable onClose;
        private boolean closed;

        Text(byte[] bytes, int length, Runnable onClose) {
            super(bytes, 0, length);
            this.onClose = onClose;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                buf = new byte[0];
                pos = 0;
                count = 0;
                onClose.run();
            }
        }
    }
}
