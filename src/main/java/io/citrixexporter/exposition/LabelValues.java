package io.citrixexporter.exposition;

import java.util.Arrays;
import java.util.List;

/** Puts lists of label values together. */
final class LabelValues {
    private LabelValues() {}

    /** The values, and more behind them. */
    static List<String> with(List<String> values, String... more) {
        String[] all = Arrays.copyOf(values.toArray(String[]::new), values.size() + more.length);
        System.arraycopy(more, 0, all, values.size(), more.length);
        return List.of(all);
    }
}
