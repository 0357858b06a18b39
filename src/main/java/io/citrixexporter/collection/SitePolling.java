package io.citrixexporter.collection;

import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The polling of one site: starts a cycle when one is due, never two at a time, and publishes what it brought. */
final class SitePolling {
    private static final Logger LOG = Logger.getLogger(SitePolling.class);

    private final SiteSnapshot unpolled;
    private final Collector collector;
    private final SnapshotHolder holder;
    private final CycleObserver observer;
    private final CycleLog log;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile @Nullable Cancellable start;
    private volatile @Nullable Cancellable cycle;

    SitePolling(SiteSnapshot unpolled, Collector collector, SnapshotHolder holder, CycleObserver observer) {
        this.unpolled = unpolled;
        this.collector = collector;
        this.holder = holder;
        this.observer = observer;
        this.log = new CycleLog(unpolled.site());
    }

    String site() {
        return unpolled.site();
    }

    /** Shows the machines of the site before anything is known of them. */
    void announce() {
        observer.watching(site());
        holder.publish(unpolled);
    }

    /** Starts a cycle after a delay, unless one is running by then. Returns at once. */
    void due(Duration delay) {
        if (delay.isZero()) {
            start();
        } else {
            start = Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(delay)
                    .subscribe()
                    .with(nothing -> start(), this::internalError);
        }
    }

    /** Whether no cycle is under way, so that the next one would not be skipped. */
    boolean idle() {
        return !running.get();
    }

    private void start() {
        if (stopped) {
            return;
        }
        if (!running.compareAndSet(false, true)) {
            observer.skipped(site());
            log.skipped();
            return;
        }
        cycle = collector
                .run()
                .onItem()
                .invoke(this::publish)
                .onTermination()
                .invoke(() -> running.set(false))
                .subscribe()
                .with(ended -> {}, this::internalError);
    }

    private void publish(Cycle ended) {
        SiteSnapshot before = holder.sites().getOrDefault(site(), unpolled);
        holder.publish(before.after(ended.stateAfter(before.state()), ended.polls()));
        observer.ended(site(), ended);
        log.ended(ended);
    }

    private void internalError(Throwable failure) {
        LOG.errorf(failure, "%s: a cycle ended with an internal error", site());
    }

    /** Gives up on a cycle that runs or is about to. */
    void stop() {
        stopped = true;
        cancel(start);
        cancel(cycle);
    }

    private static void cancel(@Nullable Cancellable cancellable) {
        if (cancellable != null) {
            cancellable.cancel();
        }
    }
}
