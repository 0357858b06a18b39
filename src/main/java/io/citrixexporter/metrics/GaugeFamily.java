package io.citrixexporter.metrics;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * A family of gauges that is read from a snapshot.
 *
 * @param metric its name, HELP text and labels
 * @param samples adds the samples of a row; none where the value is not known
 * @param <R> what the family has samples of: a site or a machine
 */
record GaugeFamily<R extends GaugeFamily.Row>(MetricCatalog metric, BiConsumer<R, SampleSink> samples) {

    /** A site or a machine in one snapshot. */
    interface Row {
        /** The values of the labels that all of its samples share, in the order of the exposition. */
        List<String> labels();
    }
}
