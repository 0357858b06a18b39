package io.citrixexporter.exposition;

import java.util.List;

/** Passes samples on and counts them. */
final class CountingSink implements SampleSink {
    private final SampleSink next;
    private int count;

    CountingSink(SampleSink next) {
        this.next = next;
    }

    @Override
    public void add(MetricCatalog metric, double value, List<String> labelValues) {
        count++;
        next.add(metric, value, labelValues);
    }

    /** How many samples have passed. */
    int count() {
        return count;
    }
}
