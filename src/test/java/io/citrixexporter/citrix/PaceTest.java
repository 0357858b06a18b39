package io.citrixexporter.citrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private double random;
    private final Pace pace = new Pace(8, Duration.ZERO, () -> random);

    @Test
    void halvesOnceForARequestAndItsCompanions() {
        int together = pace.started(NOW);
        assertThat(pace.started(NOW)).isEqualTo(together);
        pace.overloaded(together, Optional.empty(), true, NOW);
        pace.overloaded(together, Optional.empty(), true, NOW);
        assertThat(pace.limit()).isEqualTo(4);

        pace.overloaded(pace.started(NOW), Optional.empty(), true, NOW);
        assertThat(pace.limit()).isEqualTo(2);
    }

    @Test
    void oneRequestAtATimeIsTheLeast() {
        for (int i = 0; i < 10; i++) {
            pace.overloaded(pace.started(NOW), Optional.empty(), true, NOW);
        }
        assertThat(pace.limit()).isEqualTo(1);
    }

    @Test
    void growsByOneForEveryTwentyGoodAnswersInARowUpToTheMost() {
        pace.overloaded(pace.started(NOW), Optional.empty(), true, NOW);
        good(19);
        assertThat(pace.limit()).isEqualTo(4);
        good(1);
        assertThat(pace.limit()).isEqualTo(5);

        good(19);
        pace.overloaded(Pace.LONG_AGO, Optional.empty(), true, NOW);
        good(19);
        assertThat(pace.limit()).as("the row was broken").isEqualTo(5);

        good(1 + 20 + 20);
        assertThat(pace.limit()).isEqualTo(8);
        assertThat(pace.slowed()).isFalse();
        good(100);
        assertThat(pace.limit()).isEqualTo(8);
    }

    @Test
    void itsOwnPausesDoubleAndHaveJitter() {
        assertThat(pace.ownPause(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.ownPause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.ownPause(4)).isEqualTo(Duration.ofSeconds(16));
        assertThat(pace.ownPause(5)).isEqualTo(Pace.LONGEST_OWN_PAUSE);
        assertThat(pace.ownPause(1_000)).isEqualTo(Pace.LONGEST_OWN_PAUSE);
        random = 1;
        assertThat(pace.ownPause(1)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void stopsAllOnlyWhenToldOrWhenNoGoodAnswerComesBetween() {
        pace.overloaded(pace.started(NOW), Optional.empty(), true, NOW);
        good(1);
        pace.overloaded(pace.started(NOW), Optional.empty(), true, NOW);
        assertThat(pace.pausedUntil())
                .as("one machine that is always overloaded")
                .isBefore(NOW);

        pace.overloaded(pace.started(NOW), Optional.empty(), true, NOW);
        assertThat(pace.pausedUntil()).isEqualTo(NOW.plusSeconds(2));
        pace.overloaded(pace.started(NOW), Optional.empty(), true, NOW);
        assertThat(pace.pausedUntil()).isEqualTo(NOW.plusSeconds(4));
    }

    @Test
    void waitsAsToldButNotForEver() {
        pace.overloaded(pace.started(NOW), Optional.of(NOW.plusSeconds(90)), true, NOW);
        assertThat(pace.pausedUntil()).isEqualTo(NOW.plusSeconds(90));

        pace.overloaded(Pace.LONG_AGO, Optional.of(NOW.plusSeconds(30)), true, NOW);
        assertThat(pace.pausedUntil()).as("never shorter").isEqualTo(NOW.plusSeconds(90));
        pace.overloaded(Pace.LONG_AGO, Optional.of(NOW.plusSeconds(120)), true, NOW);
        assertThat(pace.pausedUntil()).isEqualTo(NOW.plusSeconds(120));
        pace.overloaded(Pace.LONG_AGO, Optional.of(Instant.MAX), true, NOW);
        assertThat(pace.pausedUntil()).isEqualTo(NOW.plus(Pace.LONGEST_PAUSE));
    }

    @Test
    void keepsRequestsApart() {
        Pace slow = new Pace(8, Duration.ofMillis(200), () -> 0);
        assertThat(slow.next(NOW)).isBefore(NOW);
        slow.started(NOW);
        assertThat(slow.next(NOW)).isEqualTo(NOW.plusMillis(200));
        slow.started(NOW.plusMillis(200));
        assertThat(slow.next(NOW.plusMillis(200))).isEqualTo(NOW.plusMillis(400));
        slow.started(NOW.plusSeconds(9));
        assertThat(slow.next(NOW.plusSeconds(9))).as("no burst after a rest").isEqualTo(NOW.plusMillis(9200));
    }

    @Test
    void aServerThatSaysHowLongWithoutMeaningAllStopsOnlyThatCall() {
        pace.overloaded(pace.started(NOW), Optional.of(NOW.plusSeconds(3600)), false, NOW);
        assertThat(pace.pausedUntil()).isBefore(NOW);
        good(1);
        pace.overloaded(pace.started(NOW), Optional.of(NOW.plusSeconds(90)), false, NOW);
        assertThat(pace.pausedUntil()).isBefore(NOW);

        pace.overloaded(pace.started(NOW), Optional.of(NOW.plusSeconds(90)), false, NOW);
        assertThat(pace.pausedUntil()).as("twice in a row").isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWait() {
        pace.started(NOW);
        pace.overloaded(pace.started(NOW), Optional.of(NOW.plusSeconds(30)), true, NOW);
        Instant before = NOW.minus(Duration.ofDays(1));

        assertThat(pace.next(before)).isEqualTo(before.plus(Pace.LONGEST_PAUSE));
        Pace unpaused = new Pace(8, Duration.ofSeconds(1), () -> 0);
        unpaused.started(NOW);
        assertThat(unpaused.next(before)).isEqualTo(before.plusSeconds(1));
    }

    private void good(int times) {
        for (int i = 0; i < times; i++) {
            pace.good();
        }
    }
}
