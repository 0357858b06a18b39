package io.citrixexporter.time;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The clocks of this computer, and Mutiny's timer, which follows the monotonic one. */
enum SystemTime implements TimeSource {
    INSTANCE;

    private static final Duration MIN_DELAY = Duration.ofMillis(1);
    private static final Clock CLOCK = Clock.systemUTC();

    @Override
    public Instant instant() {
        return CLOCK.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Uni<Void> delay(Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            return Uni.createFrom().voidItem();
        }
        // The timer truncates to whole milliseconds and rejects zero.
        return Uni.createFrom().voidItem().onItem().delayIt().by(delay.plus(MIN_DELAY));
    }
}
