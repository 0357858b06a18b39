package io.citrixexporter.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    @Test
    void readsSamplesAndTypes() {
        Exposition seen = Exposition.parse("""
                # HELP a_total What is counted.
                # TYPE a_total counter
                a_total{site="s",text="a \\"b\\" {,}",} 1.5E3
                # TYPE b gauge
                b 2
                """);

        assertThat(seen.samples())
                .containsExactly(
                        new Exposition.Sample("a_total", Map.of("site", "s", "text", "a \"b\" {,}"), 1500),
                        new Exposition.Sample("b", Map.of(), 2));
        assertThat(seen.samples()).filteredOn(seen::counts).hasSize(1);
    }

    @Test
    void findsDuplicateSeriesInAnyLabelOrder() {
        assertThatThrownBy(() -> Exposition.parse("a{b=\"1\",c=\"2\"} 1\na{c=\"2\",b=\"1\"} 1\n"))
                .hasMessageStartingWith("duplicate series");
    }

    @Test
    void rejectsTruncatedText() {
        assertThatThrownBy(() -> Exposition.parse("a{b=\"1\"} 1\na{b=\"2")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void countsSeriesOfHistogram() {
        Exposition seen = Exposition.parse("""
                # TYPE a histogram
                a_bucket{le="1"} 1
                a_count 1
                # TYPE a_max gauge
                a_max 1
                """);

        assertThat(seen.samples())
                .filteredOn(seen::counts)
                .extracting(Exposition.Sample::name)
                .containsExactly("a_bucket", "a_count");
    }
}
