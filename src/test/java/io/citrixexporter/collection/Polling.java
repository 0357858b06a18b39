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
        Instant before =
                await().atMost(Duration.ofSeconds(30)).until(this::lastCycleEnd, end -> !end.equals(Instant.EPOCH));
        job.pollNow();
        await().atMost(Duration.ofSeconds(30)).until(() -> lastCycleEnd().isAfter(before));
        return site();
    }

    private SiteSnapshot site() {
        return holder.sites().get("stub");
    }

    private Instant lastCycleEnd() {
        return site().state().lastCycleEnd();
    }
}
