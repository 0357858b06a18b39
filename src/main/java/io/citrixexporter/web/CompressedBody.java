package io.citrixexporter.web;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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

    /** Writes the text of a body. */
    interface Rendering {
        void write(Writer writer) throws IOException;
    }

    /** Renders a body. */
    static CompressedBody of(Rendering rendering) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
        long[] size = {0};
        try (Writer writer =
                new BufferedWriter(new OutputStreamWriter(new FastGzip(bytes, size), StandardCharsets.UTF_8), BUFFER)) {
            rendering.write(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CompressedBody(bytes.toByteArray(), size[0]);
    }

    /** The length of the body, or of its compressed form, in bytes. */
    long length(boolean gzip) {
        return gzip ? compressed.length : size;
    }

    /** The body, or its compressed form; decompressed while it is read. To be closed. */
    InputStream open(boolean gzip) {
        InputStream stream = new ByteArrayInputStream(compressed);
        try {
            return gzip ? stream : new GZIPInputStream(stream, 8 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lowest level: about a fifth of the CPU time of the default, and the text is very redundant. */
    private static final class FastGzip extends GZIPOutputStream {
        private final long[] size;

        FastGzip(OutputStream out, long[] size) throws IOException {
            super(out, BUFFER);
            this.size = size;
            def.setLevel(Deflater.BEST_SPEED);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            size[0] += length;
        }
    }
}
