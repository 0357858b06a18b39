package io.citrixexporter.poll;

import io.citrixexporter.snapshot.SiteSnapshot;

/** Is notified of every cycle, for metrics. Must be thread-safe and quick. */
public interface CycleListener {

    /** A site is going to be polled. */
    void siteAdded(String site);

    /**
     * A cycle has ended.
     *
     * @param snapshot the site after it, published already
     */
    void cycleEnded(CycleResult cycle, SiteSnapshot snapshot);

    /** A cycle was due while the last one still ran, and did not take place. */
    void cycleSkipped(String site);
}
