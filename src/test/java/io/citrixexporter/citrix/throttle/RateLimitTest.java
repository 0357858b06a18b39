package io.citrixexporter.citrix.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Duration GAP = Duration.ofMillis(100);

    private final TestClock clock = new TestClock();
    private final RateLimit rate = new RateLimit(GAP, clock);

    @Test
    void keepsRateIfRequestsStartLate() {
        Instant start = clock.instant();
        int requests = 0;
        while (Duration.between(start, clock.instant()).compareTo(Duration.ofSeconds(10)) < 0) {
            Duration wait = rate.tryAcquire();
            requests += wait.isZero() ? 1 : 0;
            clock.advance(wait.plusMillis(7));
        }
        assertThat(requests).isBetween(98, 101);
    }

    @Test
    void allowsNoBurstAfterIdleTime() {
        assertThat(rate.tryAcquire()).isZero();
        clock.advance(Duration.ofSeconds(60));
        assertThat(rate.tryAcquire()).isZero();
        assertThat(rate.tryAcquire()).isEqualTo(GAP);
    }

    @Test
    void countsCallsOutsideLimiter() {
        for (int i = 0; i < 5; i++) {
            rate.acquire().await().indefinitely();
        }
        assertThat(Duration.between(TestClock.START, clock.instant())).isEqualTo(GAP.multipliedBy(4));
        assertThat(rate.tryAcquire()).isEqualTo(GAP);
    }

    @Test
    void doesNotWaitWithoutLimit() {
        RateLimit none = new RateLimit(Duration.ZERO, clock);
        for (int i = 0; i < 100; i++) {
            assertThat(none.tryAcquire()).isZero();
        }
    }
}
