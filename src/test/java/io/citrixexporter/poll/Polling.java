package io.citrixexporter.poll;

import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Runs cycles in tests, where the scheduler starts none. */
@Singleton
public class Polling {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final PollJob job;
    private final SnapshotHolder holder;

    Polling(PollJob job, SnapshotHolder holder) {
        this.job = job;
        this.holder = holder;
    }

    /** Runs a cycle of every site and returns the snapshot of the site {@code stub}. */
    public SiteSnapshot cycle() {
        Uni.join()
                .all(job.pollers().stream().map(SitePoller::poll).toList())
                .andFailFast()
                .await()
                .atMost(LONG);
        return holder.sites().get("stub");
    }
}
