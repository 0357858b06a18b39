package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citrixexporter.TestClock;
import io.citrixexporter.model.FailureReason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock();

    @Test
    void endsATwentiethEarlierAtMostHalfASecond() {
        assertThat(Deadline.after(Duration.ofSeconds(5), clock).left()).isEqualTo(Duration.ofMillis(4750));
        assertThat(Deadline.after(Duration.ofMinutes(1), clock).left()).isEqualTo(Duration.ofMillis(59_500));
    }

    /** A timer of less than a millisecond would end in an exception at Vert.x, and the cycle never. */
    @ParameterizedTest
    @ValueSource(longs = {999_999, 500_000, 1, 0, -1_000_000_000})
    void startsNothingInLastMillisecondOrLater(long nanos) {
        Deadline deadline = new Deadline(clock.nanoTime() + nanos, clock);
        Uni<String> call = deadline.on(Uni.createFrom().item(() -> {
            throw new AssertionError("begun");
        }));

        assertThat(catchThrowableOfType(
                                CitrixException.class, () -> call.await().atMost(LONG))
                        .reason())
                .isEqualTo(FailureReason.TIMEOUT);
    }

    @Test
    void cancelsHangingCallAtDeadline() {
        Uni<String> call =
                Deadline.after(Duration.ofMillis(20), clock).on(Uni.createFrom().nothing());

        assertThat(catchThrowableOfType(
                        CitrixException.class, () -> call.await().atMost(LONG)))
                .hasMessageContaining("deadline of the cycle");
    }
}
