package io.citrixexporter.collection;

import static org.awaitility.Awaitility.await;

import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Lets tests run a cycle of the site {@code stub}. */
@Singleton
public class Polling {
    private final CollectionJob job;
    private final SnapshotHolder holder;

    Polling(CollectionJob job, SnapshotHolder holder) {
        this.job = job;
        this.holder = holder;
    }

    /** Waits for the cycle of the start-up, then runs another and returns what is published after it. */
    public SiteSnapshot cycle() {
        Instant before = started();
        job.pollNow();
        ended(before);
        return site();
    }

    /** Waits for the cycle of the start-up, and says when it ended. */
    public Instant started() {
        ended(Instant.EPOCH);
        return lastCycleEnd();
    }

    /** The same with a second cycle that is due while the first one runs. */
    public SiteSnapshot cycleAndAnotherTooEarly() {
        Instant before = lastCycleEnd();
        job.pollNow();
        job.pollNow();
        ended(before);
        return site();
    }

    /** What a cycle brought is published a moment before the next one may start. */
    private void ended(Instant before) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> lastCycleEnd().isAfter(before) && job.idle());
    }

    private SiteSnapshot site() {
        return holder.sites().get("stub");
    }

    private Instant lastCycleEnd() {
        return site().state().lastCycleEnd();
    }
}
