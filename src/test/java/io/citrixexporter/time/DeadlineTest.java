package io.citrixexporter.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.citrixexporter.TestClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock();
    private final RuntimeException missed = new IllegalStateException("missed");

    @Test
    void endsATwentiethEarlierAtMostHalfASecond() {
        assertThat(Deadline.after(Duration.ofSeconds(5), clock).left()).isEqualTo(Duration.ofMillis(4750));
        assertThat(Deadline.after(Duration.ofMinutes(1), clock).left()).isEqualTo(Duration.ofMillis(59_500));
    }

    /** A timer of less than a millisecond would end in an exception at Vert.x, and the cycle never. */
    @ParameterizedTest
    @ValueSource(longs = {999_999, 500_000, 1, 0, -1_000_000_000})
    void startsNothingInLastMillisecondOrLater(long nanos) {
        Uni<String> call = Uni.createFrom().item(() -> {
            throw new AssertionError("begun");
        });

        assertThat(failure(new Deadline(clock.nanoTime() + nanos, clock), call)).isSameAs(missed);
    }

    @Test
    void cancelsHangingCallAtDeadline() {
        Deadline deadline = Deadline.after(Duration.ofMillis(20), clock);

        assertThat(failure(deadline, Uni.createFrom().nothing())).isSameAs(missed);
    }

    private Throwable failure(Deadline deadline, Uni<String> call) {
        return catchThrowable(() -> deadline.limit(call, () -> missed).await().atMost(LONG));
    }
}
