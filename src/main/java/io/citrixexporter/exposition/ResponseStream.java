package io.citrixexporter.exposition;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of an answer as a stream, sent in pieces, each when the one before has gone: what waits to be sent never
 * grows. Closing it sends nothing: only {@link #end()} makes the answer whole. For threads that may block.
 */
final class ResponseStream extends OutputStream {
    private static final int PIECE = 128 * 1024;
    private final HttpServerResponse response;
    private final Duration patience;
    private Buffer piece = Buffer.buffer(PIECE);
    private Future<Void> sent = Future.succeededFuture();

    /**
     * A body of which nothing has been written.
     *
     * @param patience how long whoever asked may take for a piece
     */
    ResponseStream(HttpServerResponse response, Duration patience) {
        this.response = response;
        this.patience = patience;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        piece.appendBytes(bytes, offset, length);
        if (piece.length() >= PIECE) {
            send();
        }
    }

    private void send() throws IOException {
        await(sent);
        sent = response.write(piece);
        piece = Buffer.buffer(PIECE);
    }

    /** Sends what is left, and ends the answer once that is gone: until then it can be broken off. */
    void end() throws IOException {
        send();
        await(sent);
        await(response.end());
    }

    private void await(Future<Void> sent) throws IOException {
        try {
            sent.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
