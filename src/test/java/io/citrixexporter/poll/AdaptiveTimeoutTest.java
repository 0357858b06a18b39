package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveTimeoutTest {
    private static final Duration MAX = Duration.ofSeconds(10);
    private static final Duration FAST = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final AdaptiveTimeout timeout = new AdaptiveTimeout(MAX);

    @Test
    void equalsConfiguredTimeoutUntilEnoughResponses() {
        respond(7, FAST);
        assertThat(timeout.current()).isEqualTo(MAX);
        respond(1, FAST);
        assertThat(timeout.current()).isEqualTo(AdaptiveTimeout.MIN);
    }

    @Test
    void isTenTimesMedianUpToConfiguredTimeout() {
        respond(32, Duration.ofMillis(100));
        assertThat(timeout.current()).isEqualTo(Duration.ofSeconds(1));
        respond(32, Duration.ofSeconds(2));
        assertThat(timeout.current()).isEqualTo(MAX);
    }

    @Test
    void staysShortWhileThirdOfMachinesHangs() {
        respond(32, FAST);
        for (int i = 0; i < 300; i++) {
            if (i % 3 == 0) {
                timeout.timedOut(timeout.current());
            } else {
                timeout.responded(FAST);
            }
            assertThat(timeout.current()).isEqualTo(AdaptiveTimeout.MIN);
        }
    }

    @Test
    void growsWhenSiteSlowsDown() {
        respond(1_000, FAST);
        int tooShort = 0;
        for (int i = 0; i < 100; i++) {
            Duration current = timeout.current();
            if (current.compareTo(SLOW) < 0) {
                tooShort++;
                timeout.timedOut(current);
            } else {
                timeout.responded(SLOW);
            }
        }
        assertThat(tooShort).isLessThan(32);
        assertThat(timeout.current()).isEqualTo(MAX);
    }

    private void respond(int times, Duration after) {
        for (int i = 0; i < times; i++) {
            timeout.responded(after);
        }
    }
}
