package io.citrixexporter.citrix.throttle;

import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * The configured maximum rate of requests to a site, shared by all its controllers. Requests take slots that are a fixed
 * time apart; a request that starts late does not delay the slots after it, and unused slots are lost. Thread-safe.
 */
public final class RateLimit {
    private final long gap;
    private final TimeSource time;
    private long nextSlot;

    /**
     * A limit.
     *
     * @param gap the time between two slots; zero for no limit
     */
    public RateLimit(Duration gap, TimeSource time) {
        this.gap = gap.toNanos();
        this.time = time;
        this.nextSlot = time.nanoTime();
    }

    /** Completes when the caller may send a request. */
    public Uni<Void> acquire() {
        return Uni.createFrom().deferred(() -> time.delay(reserve()));
    }

    private synchronized Duration reserve() {
        Duration wait = untilNextSlot();
        take();
        return wait;
    }

    /** Takes a slot if one is due; otherwise returns the time until then. */
    synchronized Duration tryAcquire() {
        Duration wait = untilNextSlot();
        if (wait.isZero()) {
            take();
        }
        return wait;
    }

    private Duration untilNextSlot() {
        Duration wait = time.until(nextSlot);
        return gap == 0 || wait.isNegative() ? Duration.ZERO : wait;
    }

    /** A slot missed by less than the gap does not move the following slots. */
    private void take() {
        long now = time.nanoTime();
        nextSlot = (now - nextSlot < gap ? nextSlot : now) + gap;
    }
}
