package io.citrixexporter;

import io.citrixexporter.time.TimeSource;
import io.citrixexporter.time.Timestamp;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Both clocks stand still until a test moves them. Delays take no time, but move them. */
public final class TestClock extends Clock implements TimeSource {
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private Instant now;
    private Duration wallSteps = Duration.ZERO;

    public TestClock() {
        this(START);
    }

    public TestClock(Instant start) {
        now = start;
    }

    /** A moment on both clocks, if the wall clock was never set. */
    public static Timestamp at(Instant moment) {
        return new Timestamp(moment, Duration.between(START, moment).toNanos());
    }

    /** Moves both clocks to a moment. */
    public synchronized void set(Instant moment) {
        now = moment;
    }

    /** Moves both clocks forward. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Sets the wall clock forward or back; the monotonic clock does not notice. */
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

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
