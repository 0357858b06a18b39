package io.citrixexporter.bench;

import java.util.Arrays;
import java.util.Collection;

/** Sorted measured values. */
final class Distribution {
    private final double[] sorted;

    Distribution(Collection<Double> values) {
        sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    int count() {
        return sorted.length;
    }

    double median() {
        return percentile(50);
    }

    double worst() {
        return percentile(100);
    }

    double sum() {
        return Arrays.stream(sorted).sum();
    }

    /** A percentile, interpolated linearly; 0 without values. */
    double percentile(double percent) {
        if (sorted.length == 0) {
            return 0;
        }
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
