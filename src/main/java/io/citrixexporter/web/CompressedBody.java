package io.citrixexporter.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A rendered body. It is kept compressed, about a thirtieth of its size, and never changes, so any number of responses
 * can be sent from it.
 */
final class CompressedBody {
    private static final int BUFFER = 64 * 1024;

    private final byte[] compressed;
    private final long size;

    private CompressedBody(byte[] compressed, long size) {
        this.compressed = compressed;
        this.size = size;
    }

    /** Compresses a body while it is written. */
    static CompressedBody of(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
        try (FastGzip gzip = new FastGzip(bytes)) {
            content.writeTo(gzip);
            gzip.finish();
            return new CompressedBody(bytes.toByteArray(), gzip.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A response body with the compressed bytes, or with the text, decompressed while it is read. */
    RenderedBody open(boolean gzip) {
        InputStream stream = new ByteArrayInputStream(compressed);
        try {
            return gzip
                    ? new RenderedBody(compressed.length, stream)
                    : new RenderedBody(size, new GZIPInputStream(stream, 8 * 1024));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the lowest level: the text is very redundant. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }

        /** How much has been compressed, in bytes; while it is open. */
        long size() {
            return def.getBytesRead();
        }
    }
}
