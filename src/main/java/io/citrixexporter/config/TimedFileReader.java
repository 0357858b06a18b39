package io.citrixexporter.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads files that may be on a share which does not respond. Such a read blocks for ever and cannot be interrupted, so it
 * runs on a daemon thread of its own, at most one for each file, and counts as failed after a timeout. Blocks its caller for
 * that time; not to be called on an event loop.
 */
final class TimedFileReader {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Map<Path, FutureTask<?>> STALLED = new ConcurrentHashMap<>();

    private TimedFileReader() {}

    /**
     * The text of a file in UTF-8.
     *
     * @throws IOException if it cannot be read, is not UTF-8, or does not respond; the message may be empty
     */
    static String read(Path file) throws IOException {
        byte[] bytes = call(file, () -> Files.readAllBytes(file));
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Runs an operation on a file, and fails if it takes too long. */
    static <T> T call(Path file, Callable<T> operation) throws IOException {
        FutureTask<?> earlier = STALLED.get(file);
        if (earlier != null && !earlier.isDone()) {
            throw new StalledException();
        }
        STALLED.remove(file);
        FutureTask<T> task = new FutureTask<>(operation);
        Thread thread = new Thread(task, "file-reader");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            STALLED.put(file, task);
            throw new StalledException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The file system does not respond. */
    static final class StalledException extends IOException {
        private static final long serialVersionUID = 1L;

        StalledException() {
            super("no response from the file system within " + TIMEOUT.toSeconds() + " s; check the mount or share");
        }
    }
}
