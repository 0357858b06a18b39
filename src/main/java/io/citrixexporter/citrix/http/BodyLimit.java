package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.vertx.core.http.HttpClientRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The maximum size of the body of a response, as it is sent and when it is decompressed, so that no server can fill the
 * memory.
 *
 * @param bytes the maximum
 */
public record BodyLimit(long bytes) implements Consumer<HttpClientRequest> {
    private static final long MIN = 1L << 20;
    private static final long MAX = 64L << 20;

    /** The body as sent, the decompressed body and what is read from it are in memory together. */
    private static final int HEAP_FRACTION = 8;

    /**
     * An eighth of the maximum heap, divided among the bodies that may arrive at the same time; 1 to 64 MiB.
     *
     * @param concurrency the maximum number of requests in flight
     */
    public static BodyLimit ofHeap(int concurrency) {
        return of(Runtime.getRuntime().maxMemory(), concurrency);
    }

    static BodyLimit of(long heap, int concurrency) {
        long share = heap / HEAP_FRACTION / concurrency;
        return new BodyLimit(Math.min(MAX, Math.max(MIN, share)));
    }

    /** Resets a request as soon as its response exceeds the limit. */
    @Override
    public void accept(HttpClientRequest request) {
        AtomicLong received = new AtomicLong();
        request.response()
                .onSuccess(response -> response.handler(chunk -> {
                    if (received.addAndGet(chunk.length()) > bytes) {
                        request.reset(0, exceeded());
                    }
                }));
    }

    /**
     * Reads a decompressed body.
     *
     * @throws CitrixException {@link FailureReason#TOO_LARGE} if it exceeds the limit
     */
    byte[] read(InputStream decompressed) throws IOException {
        byte[] body = decompressed.readNBytes((int) bytes + 1);
        if (body.length > bytes) {
            throw exceeded();
        }
        return body;
    }

    private CitrixException exceeded() {
        return new CitrixException(FailureReason.TOO_LARGE, "the response is larger than " + bytes + " bytes");
    }
}
