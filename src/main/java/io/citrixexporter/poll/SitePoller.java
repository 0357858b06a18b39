package io.citrixexporter.poll;

import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Polls one site: runs one cycle at a time, and publishes and logs its result. */
final class SitePoller {
    private static final Logger LOG = Logger.getLogger(SitePoller.class);

    private final String site;
    private final CycleRunner runner;
    private final SnapshotHolder holder;
    private final CycleListener listener;
    private final CycleLog log;
    private final BroadcastProcessor<Void> stopped = BroadcastProcessor.create();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean stopping;

    SitePoller(String site, CycleRunner runner, SnapshotHolder holder, CycleListener listener) {
        this.site = site;
        this.runner = runner;
        this.holder = holder;
        this.listener = listener;
        this.log = new CycleLog(site);
    }

    String site() {
        return site;
    }

    /** Publishes the machines of the site before anything is known of them. */
    void publishUnpolled() {
        listener.siteAdded(site);
        holder.publish(runner.unpolled());
    }

    /** One cycle, published; never fails. Ends at once when the poller is stopped. */
    Uni<Void> poll() {
        Uni<Void> cycle = runner.run()
                .invoke(this::publish)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "%s: a cycle ended with an internal error", site))
                .onFailure()
                .recoverWithNull();
        return Uni.createFrom().deferred(() -> {
            if (stopping) {
                return Uni.createFrom().voidItem();
            }
            // The scheduler skips, too, but not after a job was rescheduled while its cycle was running.
            if (!running.compareAndSet(false, true)) {
                skipped();
                return Uni.createFrom().voidItem();
            }
            return Uni.combine()
                    .any()
                    .of(Uni.createFrom().multi(stopped), cycle)
                    .onTermination()
                    .invoke(() -> running.set(false));
        });
    }

    /** A cycle was due while the last one still ran. */
    void skipped() {
        listener.cycleSkipped(site);
        log.skipped();
    }

    /** Cancels the cycle that runs, and those to come. */
    void stop() {
        stopping = true;
        stopped.onComplete();
    }

    private void publish(CycleResult result) {
        SiteSnapshot before = holder.sites().get(site);
        if (before == null) {
            before = runner.unpolled();
        }
        SiteSnapshot now = before.after(result.stateAfter(before.state()), result.polls());
        holder.publish(now);
        listener.cycleEnded(result, now);
        log.ended(result);
    }
}
