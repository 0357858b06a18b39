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
        try (FastGzip gzip = new FastGzip(bytes);
                Writer writer = new BufferedWriter(new OutputStreamWriter(gzip, StandardCharsets.UTF_8), BUFFER)) {
            rendering.write(writer);
            writer.flush();
            gzip.finish();
            return new CompressedBody(bytes.toByteArray(), gzip.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
