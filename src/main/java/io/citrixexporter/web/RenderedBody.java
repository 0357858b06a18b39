package io.citrixexporter.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A rendered body for one response.
 *
 * @param length how many bytes the stream has
 * @param stream the bytes as they are sent
 */
record RenderedBody(long length, InputStream stream) {
    /** Releases the memory of a body that is not sent. */
    void discard() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
