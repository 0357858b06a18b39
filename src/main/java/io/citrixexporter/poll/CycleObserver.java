package io.citrixexporter.poll;

/** Is notified of every cycle, for metrics. Must be thread-safe and quick. */
public interface CycleObserver {

    /** A site is going to be polled. */
    void watching(String site);

    /** A cycle has ended; its results are published already. */
    void ended(String site, CycleResult cycle);

    /** A cycle was due while the last one still ran, and did not take place. */
    void skipped(String site);
}
