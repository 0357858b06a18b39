package io.citrixexporter.exposition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The label values of one site in one scrape: makes them fit to be shown, and counts those that are not shown whole. */
final class SiteLabels {
    private int cut;
    private @Nullable String firstCut;

    /**
     * Values that are fit, and more behind them as they are shown. Each call counts; so values that go into many rows are
     * to be asked for once.
     */
    List<String> shown(List<String> fit, String... more) {
        return LabelValues.with(fit, Arrays.stream(more).map(this::shown).toArray(String[]::new));
    }

    private String shown(String value) {
        String shown = LabelText.of(value);
        if (!shown.equals(value)) {
            cut++;
            firstCut = firstCut == null ? shown : firstCut;
        }
        return shown;
    }

    /** How many values are not shown whole. */
    int cut() {
        return cut;
    }

    /** The first of them, as it is shown. */
    Optional<String> firstCut() {
        return Optional.ofNullable(firstCut);
    }
}
