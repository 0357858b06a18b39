package io.citrixexporter.poll;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs at most one cycle of a site at a time, and none after it is stopped. */
final class CycleGuard {
    private final BroadcastProcessor<Void> stopped = BroadcastProcessor.create();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopping;

    /**
     * The cycle, which is cancelled when the guard is stopped.
     *
     * @param skipped is called instead of the cycle while another one runs
     */
    Uni<Void> run(Uni<Void> cycle, Runnable skipped) {
        return Uni.createFrom().deferred(() -> {
            if (stopping) {
                return Uni.createFrom().voidItem();
            }
            if (!running.compareAndSet(false, true)) {
                skipped.run();
                return Uni.createFrom().voidItem();
            }
            return Uni.combine()
                    .any()
                    .of(Uni.createFrom().multi(stopped), cycle)
                    .onTermination()
                    .invoke(() -> running.set(false));
        });
    }

    /** Cancels the cycle that runs, and those to come. */
    void stop() {
        stopping = true;
        stopped.onComplete();
    }
}
