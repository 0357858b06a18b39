package io.citrixexporter;

import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** A simulated wall clock and monotonic clock. Delays advance both without waiting. */
public final class TestClock implements TimeSource {
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private Instant now;
    private Duration wallSteps = Duration.ZERO;

    public TestClock() {
        this(START);
    }

    public TestClock(Instant start) {
        now = start;
    }

    /** A time on both clocks, if the wall clock was never set. */
    public static Timestamp at(Instant moment) {
        return new Timestamp(moment, Duration.between(START, moment).toNanos());
    }

    /** Sets both clocks. */
    public synchronized void set(Instant moment) {
        now = moment;
    }

    /** Advances both clocks. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Moves the wall clock forward or back, but not the monotonic clock. */
    public synchronized void stepWallClock(Duration by) {
        wallSteps = wallSteps.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return now.plus(wallSteps);
    }

    @Override
    public synchronized long nanoTime() {
        return at(now).nanoTime();
    }

    @Override
    public Uni<Void> delay(Duration delay) {
        return Uni.createFrom().deferred(() -> {
            if (!delay.isNegative()) {
                advance(delay);
            }
            return Uni.createFrom().voidItem();
        });
    }
}
