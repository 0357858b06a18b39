package io.citrixexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final Pauses pauses = new Pauses();

    @Test
    void aPauseGrowsWithTimeUntilItsEnd() {
        assertThat(pauses.seconds(START)).isZero();
        pauses.add(START, START.plusSeconds(10));

        assertThat(pauses.seconds(START)).isZero();
        assertThat(pauses.seconds(START.plusMillis(2500))).isEqualTo(2.5);
        assertThat(pauses.seconds(START.plusSeconds(60))).isEqualTo(10);
    }

    @Test
    void pausesThatOverlapCountOnce() {
        pauses.add(START, START.plusSeconds(10));
        pauses.add(START.plusSeconds(4), START.plusSeconds(6));
        pauses.add(START.plusSeconds(5), START.plusSeconds(15));
        assertThat(pauses.seconds(START.plusSeconds(60))).isEqualTo(15);

        pauses.add(START.plusSeconds(100), START.plusSeconds(101));
        assertThat(pauses.seconds(START.plusSeconds(100))).isEqualTo(15);
        assertThat(pauses.seconds(START.plusSeconds(200))).isEqualTo(16);
    }

    @Test
    void doesNotFallWhereTheClockIsSetBack() {
        pauses.add(START, START.plusSeconds(10));
        assertThat(pauses.seconds(START.plusSeconds(8))).isEqualTo(8);
        assertThat(pauses.seconds(START.minusSeconds(3600))).isEqualTo(8);
        assertThat(pauses.seconds(START.plusSeconds(60))).isEqualTo(10);
    }

    @Test
    void aPauseThatEndsBeforeItsBeginTakesNothingFromOthers() {
        pauses.add(START, START.plusSeconds(10));
        pauses.add(START.plusSeconds(60), START.plusSeconds(600));
        pauses.end(START.minusSeconds(3600));
        pauses.add(START.plusSeconds(700), START.plusSeconds(705));
        assertThat(pauses.seconds(START.plusSeconds(800))).isEqualTo(15);
    }

    @Test
    void aPauseMayEndEarlier() {
        pauses.add(START, START.plusSeconds(600));
        pauses.end(START.plusSeconds(60));
        assertThat(pauses.seconds(START.plusSeconds(700))).isEqualTo(60);

        pauses.end(START.plusSeconds(800));
        pauses.add(START.plusSeconds(900), START.plusSeconds(905));
        assertThat(pauses.seconds(START.plusSeconds(1000))).isEqualTo(65);
    }
}
