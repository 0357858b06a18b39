package io.citrixexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeriesCeilingTest {
    private final LogLines log = LogLines.of(SeriesCeiling.class.getName());
    private final SeriesCeiling ceiling = new SeriesCeiling(1_000);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatFitsIsExported() {
        assertThat(ceiling.drops("prod", 1_000)).isFalse();
        assertThat(log.take()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsLeftOutAndToldOnce() {
        assertThat(ceiling.drops("prod", 1_001)).isTrue();
        assertThat(ceiling.drops("prod", 2_000)).isTrue();

        assertThat(log.take())
                .containsExactly(
                        "WARN prod: 1001 series are more than citrix.max-series-per-site, 1000; citrix_sessions is"
                                + " left out; raise the key, poll fewer machines, or share them among several exporters with"
                                + " citrix.shard.total");
    }

    @Test
    void itComesBackOnlyWhenAllFitsIntoNineTenths() {
        ceiling.drops("prod", 1_001);
        log.take();

        assertThat(ceiling.drops("prod", 1_000)).isTrue();
        assertThat(ceiling.drops("prod", 901)).isTrue();
        assertThat(log.take()).isEmpty();
        assertThat(ceiling.drops("prod", 900)).isFalse();
        assertThat(ceiling.drops("prod", 1_000)).isFalse();
        assertThat(log.take())
                .containsExactly(
                        "INFO prod: 900 series fit into nine tenths of citrix.max-series-per-site, 1000; citrix_sessions"
                                + " is back");
    }

    @Test
    void theSameNumberHasTheSameAnswer() {
        for (int series : new int[] {950, 1_001, 950, 900, 950}) {
            boolean first = ceiling.drops("prod", series);

            assertThat(ceiling.drops("prod", series)).isEqualTo(first);
            assertThat(ceiling.drops("prod", series)).isEqualTo(first);
        }
    }

    @Test
    void oneSiteSaysNothingAboutAnother() {
        ceiling.drops("prod", 1_001);

        assertThat(ceiling.drops("other", 950)).isFalse();
        assertThat(ceiling.drops("prod", 950)).isTrue();
    }

    @Test
    void theHighestCeilingDoesNotOverflow() {
        SeriesCeiling high = new SeriesCeiling(Integer.MAX_VALUE);

        assertThat(high.drops("prod", Integer.MAX_VALUE)).isFalse();
    }
}
