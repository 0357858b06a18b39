package io.citrixexporter.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Sends a body as fast as the client takes it, without a thread that waits for it: the next piece is read when the client
 * has taken the last one. A client that stalls, or that takes too long in all, is disconnected. Used on the event loop of
 * the connection only.
 */
final class PacedResponse {
    private static final Logger LOG = Logger.getLogger(PacedResponse.class);
    private static final int PIECE = 32 * 1024;

    /**
     * How long a client may take.
     *
     * @param stall for one piece
     * @param total for the whole body
     */
    record Timeouts(Duration stall, Duration total) {}

    private final Vertx vertx;
    private final Context context;
    private final HttpServerResponse response;
    private final InputStream body;
    private final Timeouts timeouts;
    private final long totalTimer;
    private long stallTimer;
    private boolean waiting;
    private boolean ended;

    private PacedResponse(Vertx vertx, HttpServerResponse response, InputStream body, Timeouts timeouts) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.response = response;
        this.body = body;
        this.timeouts = timeouts;
        this.totalTimer = timer(timeouts.total());
        this.stallTimer = timer(timeouts.stall());
    }

    /** Sends a body and closes it. The headers of the response, its length included, are set already. */
    static void send(Vertx vertx, HttpServerResponse response, InputStream body, Timeouts timeouts) {
        PacedResponse paced = new PacedResponse(vertx, response, body, timeouts);
        response.exceptionHandler(failure -> paced.end());
        response.closeHandler(closed -> paced.end());
        response.drainHandler(drained -> paced.drained());
        paced.next();
    }

    private void next() {
        if (ended) {
            return;
        }
        vertx.cancelTimer(stallTimer);
        stallTimer = timer(timeouts.stall());
        byte[] piece = read();
        if (piece.length == 0) {
            response.end().onComplete(sent -> end());
            return;
        }
        response.write(Buffer.buffer(piece));
        if (response.writeQueueFull()) {
            waiting = true;
        } else {
            // Not at once: other connections have their turn.
            context.runOnContext(next -> next());
        }
    }

    private void drained() {
        if (waiting) {
            waiting = false;
            next();
        }
    }

    private byte[] read() {
        try {
            return body.readNBytes(PIECE);
        } catch (IOException e) {
            throw new IllegalStateException("a rendered body is unreadable", e);
        }
    }

    private long timer(Duration timeout) {
        return vertx.setTimer(timeout.toMillis(), expired -> {
            LOG.debugf("disconnecting a client that has not read its response within %s", timeout);
            response.reset();
            end();
        });
    }

    private void end() {
        ended = true;
        vertx.cancelTimer(stallTimer);
        vertx.cancelTimer(totalTimer);
        try {
            body.close();
        } catch (IOException e) {
            throw new IllegalStateException("a rendered body is unreadable", e);
        }
    }
}
