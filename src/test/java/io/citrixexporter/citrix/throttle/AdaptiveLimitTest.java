package io.citrixexporter.citrix.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveLimitTest {
    private static final long NOW = 1_000_000_000;

    private final AdaptiveLimit limit = new AdaptiveLimit(8, NOW);

    @Test
    void decreasesByATenthAndIncreasesByOne() {
        AdaptiveLimit wide = new AdaptiveLimit(64, NOW);
        fail(wide, LoadSignal.THROTTLED);
        assertThat(wide.current()).isEqualTo(57);
        wide.onHealthy();
        assertThat(wide.current()).isEqualTo(58);
        for (int i = 0; i < 100; i++) {
            wide.onHealthy();
        }
        assertThat(wide.current()).isEqualTo(64);
        assertThat(wide.isReduced()).isFalse();
    }

    @Test
    void allowsAtLeastOneRequest() {
        for (int i = 0; i < 100; i++) {
            fail(limit, LoadSignal.THROTTLED);
        }
        assertThat(limit.allowed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 256})
    void ignores503OfAThirdOfMachines(int max) {
        AdaptiveLimit site = new AdaptiveLimit(max, NOW);
        Random random = new Random(1);
        long sum = 0;
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(3) == 0) {
                fail(site, LoadSignal.OVERLOADED);
            } else {
                site.onHealthy();
            }
            sum += site.allowed();
            assertThat(site.startsAt()).isEqualTo(NOW);
        }
        assertThat(sum / 10_000.0).isGreaterThan(max * 0.95);
    }

    @Test
    void decreasesAndBacksOffAt503OfMostMachines() {
        for (int i = 0; i < 300; i++) {
            if (i % 10 == 0) {
                limit.onHealthy();
            } else {
                fail(limit, LoadSignal.OVERLOADED);
            }
        }
        assertThat(limit.allowed()).isLessThanOrEqualTo(2);
        assertThat(limit.backoffUntil()).isGreaterThan(NOW);
        for (int i = 0; i < 20; i++) {
            limit.onHealthy();
        }
        assertThat(limit.allowed()).isEqualTo(8);
    }

    @Test
    void backsOffAtRetryAfterOrSecond429() {
        fail(limit, LoadSignal.THROTTLED);
        assertThat(limit.backoffUntil()).isEqualTo(NOW);
        fail(limit, LoadSignal.THROTTLED);
        assertThat(limit.backoffUntil() - NOW).isEqualTo(seconds(2));
        fail(limit, LoadSignal.THROTTLED);
        assertThat(limit.backoffUntil() - NOW).isEqualTo(seconds(4));
        limit.onHealthy();
        fail(limit, LoadSignal.THROTTLED);
        assertThat(limit.backoffUntil() - NOW).isEqualTo(seconds(4));

        throttledUntil(NOW + seconds(90));
        assertThat(limit.backoffUntil() - NOW).isEqualTo(seconds(90));
        throttledUntil(NOW + seconds(30));
        assertThat(limit.backoffUntil() - NOW).as("never shorter").isEqualTo(seconds(90));
        throttledUntil(NOW + seconds(86_400));
        assertThat(limit.backoffUntil() - NOW).isEqualTo(RequestLimiter.MAX_BACKOFF.toNanos());
    }

    @Test
    void countsRequestsInFlightTogetherOnce() {
        AdaptiveLimit.Start[] together = new AdaptiveLimit.Start[8];
        for (int i = 0; i < together.length; i++) {
            together[i] = limit.start(false);
        }
        for (AdaptiveLimit.Start attempt : together) {
            limit.onResult(LoadSignal.THROTTLED, OptionalLong.empty(), attempt, NOW, 0);
        }
        assertThat(limit.backoffUntil()).isEqualTo(NOW);
        assertThat(limit.allowed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = LoadSignal.class,
            names = {"UNAVAILABLE", "OVERLOADED"})
    void isUnavailableAfterConsecutiveFailures(LoadSignal load) {
        for (int i = 1; i < CircuitBreaker.MIN_FAILURES; i++) {
            fail(limit, load);
        }
        assertThat(limit.allowed()).isEqualTo(8);
        fail(limit, load);
        long probeAt = NOW + RequestLimiter.PROBE_INTERVAL.toNanos();
        assertThat(limit.allowed()).isEqualTo(1);
        assertThat(limit.startsAt()).isEqualTo(probeAt);
        assertThat(limit.rejects(NOW)).as("the others wait for the first probe").isFalse();

        limit.onResult(load, OptionalLong.empty(), limit.start(false), probeAt, 0);
        assertThat(limit.rejects(probeAt)).isTrue();
        assertThat(limit.rejects(probeAt + seconds(1)))
                .as("time for the next probe")
                .isFalse();

        limit.onHealthy();
        assertThat(limit.allowed()).isEqualTo(8);
        assertThat(limit.rejects(probeAt)).isFalse();
    }

    @Test
    void staysAvailableIfOneBurstFails() {
        AdaptiveLimit wide = new AdaptiveLimit(64, NOW);
        for (int i = 1; i < 128; i++) {
            fail(wide, LoadSignal.UNAVAILABLE);
        }
        assertThat(wide.allowed()).isEqualTo(64);
        fail(wide, LoadSignal.UNAVAILABLE);
        assertThat(wide.allowed()).isEqualTo(1);
    }

    @Test
    void ignoresRetries() {
        for (int i = 0; i < 1_000; i++) {
            limit.onResult(LoadSignal.UNAVAILABLE, OptionalLong.empty(), limit.start(true), NOW, 0);
            limit.onResult(LoadSignal.OVERLOADED, OptionalLong.empty(), limit.start(true), NOW, 0);
        }
        assertThat(limit.allowed()).isEqualTo(8);
    }

    private void throttledUntil(long retryAt) {
        limit.onResult(LoadSignal.THROTTLED, OptionalLong.of(retryAt), limit.start(false), NOW, 0);
    }

    private static void fail(AdaptiveLimit limit, LoadSignal load) {
        limit.onResult(load, OptionalLong.empty(), limit.start(false), NOW, 0);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
