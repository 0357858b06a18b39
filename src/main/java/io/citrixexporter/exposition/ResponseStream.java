package io.citrixexporter.exposition;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of an answer as a stream, sent in pieces, each when the one before has gone: what waits to be sent never
 * grows. For threads that may block.
 */
final class ResponseStream extends OutputStream {
    private static final int PIECE = 128 * 1024;
    /** How long whoever scrapes may take for a piece. */
    private static final int PATIENCE_SECONDS = 10;

    private final HttpServerResponse response;
    private Buffer piece = Buffer.buffer(PIECE);
    private Future<Void> sent = Future.succeededFuture();

    ResponseStream(HttpServerResponse response) {
        this.response = response;
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

    /** Sends what is left, and ends the answer. */
    @Override
    public void close() throws IOException {
        await(sent);
        await(response.end(piece));
    }

    private static void await(Future<Void> sent) throws IOException {
        try {
            sent.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
