package io.citrixexporter.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void ignoresWarmUp() {
        Trend trend = trend(minute -> minute < 4 ? 10 * minute : 100);

        assertThat(trend.slopePerHour()).isZero();
        assertThat(trend.growth()).isZero();
        assertThat(trend.least()).isEqualTo(100);
    }

    @Test
    void detectsSteadyRise() {
        Trend trend = trend(minute -> 100 + minute);

        assertThat(trend.slopePerHour()).isCloseTo(60, within(1e-6));
        assertThat(trend.growth()).isCloseTo(6, within(0.5));
    }

    /** Readings over twelve minutes, every six seconds. */
    private static Trend trend(DoubleUnaryOperator rss) {
        List<Footprint.Reading> readings = IntStream.range(0, 120)
                .mapToObj(i -> new Footprint.Reading(
                        Duration.ofSeconds(6L * i), rss.applyAsDouble(i / 10.0), Double.POSITIVE_INFINITY, 1, 1, 1))
                .toList();
        return new Trend(readings, Duration.ofMinutes(12), Footprint.Reading::rss);
    }
}
