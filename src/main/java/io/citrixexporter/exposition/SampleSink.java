package io.citrixexporter.exposition;

import java.time.Instant;
import java.util.List;

/** Takes the samples of one scrape; the values of the labels come in the order of the catalogue. */
interface SampleSink {
    void add(MetricCatalog metric, double value, List<String> labelValues);

    default void add(MetricCatalog metric, boolean value, List<String> labelValues) {
        add(metric, value ? 1 : 0, labelValues);
    }

    default void add(MetricCatalog metric, Instant value, List<String> labelValues) {
        add(metric, value.toEpochMilli() / 1000.0, labelValues);
    }
}
