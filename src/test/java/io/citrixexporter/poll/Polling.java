package io.citrixexporter.poll;

import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Lets tests run a cycle of the site {@code stub}; in a test the program starts none by itself. */
@Singleton
public class Polling {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final PollJob job;
    private final SnapshotHolder holder;

    Polling(PollJob job, SnapshotHolder holder) {
        this.job = job;
        this.holder = holder;
    }

    /** Runs a cycle and returns what is published after it. */
    public SiteSnapshot cycle() {
        job.poller("stub").poll().await().atMost(LONG);
        return holder.sites().get("stub");
    }
}
