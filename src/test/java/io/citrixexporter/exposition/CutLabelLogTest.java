package io.citrixexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.LogLines;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CutLabelLogTest {
    private final LogLines lines = LogLines.of(CutLabelLog.class.getName());
    private final CutLabelLog log = new CutLabelLog();

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void saysNothingWhileAllIsShownWhole() {
        log.scraped("prod", labels("CTX-01"));

        assertThat(lines.take()).isEmpty();
    }

    @Test
    void tellsTheChangeAndNoMore() {
        log.scraped("prod", labels("CTX-01", "a\nb\u202E\"" + "x".repeat(300), "y".repeat(300)));
        log.scraped("prod", labels("y".repeat(300)));
        log.scraped("other", labels("CTX-01"));

        assertThat(lines.take())
                .containsExactly(
                        "WARN prod: 2 label values are not shown whole: longer than 256 characters, or no valid"
                                + " text; the first begins with a?b?\"" + "x".repeat(35) + "...");

        log.scraped("prod", labels("CTX-01"));
        log.scraped("prod", labels("CTX-01"));

        assertThat(lines.take()).containsExactly("INFO prod: all label values are shown whole again");
    }

    @Test
    void eachSiteIsToldOfByItself() {
        log.scraped("prod", labels("y".repeat(300)));
        log.scraped("other", labels("y".repeat(300)));

        assertThat(lines.take()).hasSize(2);
    }

    private static SiteLabels labels(String... values) {
        SiteLabels labels = new SiteLabels();
        labels.shown(List.of("prod"), values);
        return labels;
    }
}
