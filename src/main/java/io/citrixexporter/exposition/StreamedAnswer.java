package io.citrixexporter.exposition;

import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * An answer that is sent while it is rendered: all of it, or visibly not. By the time that something fails the status 200
 * may be on its way; then the connection is broken off, since an answer that ends as if it were whole would pass for a
 * site with fewer machines.
 */
final class StreamedAnswer {
    private static final Logger LOG = Logger.getLogger(StreamedAnswer.class);

    private StreamedAnswer() {}

    /** Writes the text of an answer. */
    interface Rendering {
        void write(Writer writer) throws IOException;
    }

    /**
     * Sends what is rendered.
     *
     * @param patience how long whoever asked may take for a piece of it
     */
    static void send(HttpServerResponse response, Duration patience, Rendering rendering) {
        ResponseStream stream = new ResponseStream(response.setChunked(true), patience);
        // Never closed: it holds nothing but memory, and its end is not the end of the answer.
        Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        boolean whole = false;
        try {
            rendering.write(writer);
            writer.flush();
            stream.end();
            whole = true;
        } catch (IOException e) {
            LOG.debug("A scrape was not taken to its end: whoever asked is gone, or too slow to be waited for", e);
        } catch (RuntimeException e) {
            LOG.error("A scrape could not be rendered", e);
        } finally {
            if (!whole) {
                response.reset();
            }
        }
    }
}
