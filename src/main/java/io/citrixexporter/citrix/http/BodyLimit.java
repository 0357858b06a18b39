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
 * @param listBytes the maximum for a page of a list of the whole site, of which one arrives at a time
 */
public record BodyLimit(long bytes, long listBytes) implements Consumer<HttpClientRequest> {
    private static final long MIN = 1L << 20;
    private static final long MAX = 64L << 20;

    /** The body as sent, the decompressed body and what is read from it are in memory together. */
    private static final int HEAP_FRACTION = 8;

    /** The same limit for every response. */
    public BodyLimit(long bytes) {
        this(bytes, bytes);
    }

    /**
     * An eighth of the maximum heap, divided among the bodies that may arrive at the same time; 1 to 64 MiB.
     *
     * @param concurrency the maximum number of requests in flight
     */
    public static BodyLimit ofHeap(int concurrency) {
        return of(Runtime.getRuntime().maxMemory(), concurrency);
    }

    static BodyLimit of(long heap, int concurrency) {
        long lists = heap / HEAP_FRACTION;
        return new BodyLimit(clamped(lists / concurrency), clamped(lists));
    }

    private static long clamped(long bytes) {
        return Math.min(MAX, Math.max(MIN, bytes));
    }

    /** The limit for the responses of an endpoint. */
    BodyLimit at(Endpoint endpoint) {
        return at(endpoint.paged());
    }

    private BodyLimit at(boolean paged) {
        return paged ? new BodyLimit(listBytes) : this;
    }

    /** Resets a request as soon as its response exceeds the limit. */
    @Override
    public void accept(HttpClientRequest request) {
        AtomicLong received = new AtomicLong();
        BodyLimit limit = at(Endpoint.isPaged(request.path()));
        request.response()
                .onSuccess(response -> response.handler(chunk -> {
                    if (received.addAndGet(chunk.length()) > limit.bytes) {
                        request.reset(0, limit.exceeded());
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
