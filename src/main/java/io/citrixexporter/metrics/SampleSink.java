package io.citrixexporter.metrics;

import java.time.Instant;

/** Takes the samples of one row of a family; the labels that all samples of the row share are known already. */
interface SampleSink {
    /**
     * Adds a sample.
     *
     * @param more the values of the labels that follow those of the row
     */
    void add(double value, String... more);

    default void add(boolean value, String... more) {
        add(value ? 1 : 0, more);
    }

    default void add(Instant value) {
        add(value.getEpochSecond() + value.getNano() / 1e9);
    }
}
