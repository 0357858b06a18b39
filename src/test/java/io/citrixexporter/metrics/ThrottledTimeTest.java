package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottledTimeTest {
    private static final long START = Long.MAX_VALUE - seconds(50);

    private final ThrottledTime throttled = new ThrottledTime(START);

    @Test
    void growsDuringBackoff() {
        assertThat(throttled.seconds(START)).isZero();
        add(0, 10);

        assertThat(at(0)).isZero();
        assertThat(throttled.seconds(START + seconds(5) / 2)).isEqualTo(2.5);
        assertThat(at(60)).isEqualTo(10);
    }

    @Test
    void countsOverlappingBackoffsOnce() {
        add(0, 10);
        add(4, 2);
        add(5, 10);
        assertThat(at(60)).isEqualTo(15);

        add(100, 1);
        assertThat(at(100)).isEqualTo(15);
        assertThat(at(200)).isEqualTo(16);
    }

    @Test
    void stopsGrowingWhenBackoffIsCancelled() {
        add(0, 600);
        throttled.cancel(START + seconds(60));
        assertThat(at(700)).isEqualTo(60);

        throttled.cancel(START + seconds(800));
        add(900, 5);
        assertThat(at(1000)).isEqualTo(65);
    }

    private void add(long second, long length) {
        throttled.add(START + seconds(second), Duration.ofSeconds(length));
    }

    private double at(long second) {
        return throttled.seconds(START + seconds(second));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
