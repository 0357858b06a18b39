package io.citrixexporter.citrix;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How fast a site may be asked: how many requests at a time, how long to wait after a server had too much to do, how far
 * apart. Additive increase, multiplicative decrease, as in TCP: a server that says 429 or 503 halves the number of
 * requests at a time, and every {@value #STEP} good answers in a row allow one more.
 *
 * <p>Knows no clock and no thread; used under the lock of its {@link Gate}.
 */
final class Pace {
    /** The pause where the server does not say how long; doubled for each one after it. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** The longest such pause, before jitter. */
    static final Duration LONGEST_OWN_PAUSE = Duration.ofSeconds(30);

    /** The longest pause in any case, whatever the server says. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    static final int STEP = 20;

    /** The generation of a request whose answer shall not count. */
    static final int LONG_AGO = -1;

    private final int most;
    private final Duration gap;
    private final DoubleSupplier random;

    private int limit;
    private int inFlight;
    private int generation;
    private int goodInARow;
    private int overloadsInARow;
    private Instant pausedUntil = Instant.MIN;
    private Instant nextSlot = Instant.MIN;

    /**
     * The pace at the beginning, and at most.
     *
     * @param most requests at a time
     * @param gap the time between the starts of two requests, zero for none
     * @param random numbers from 0 to 1, for the jitter of pauses
     */
    Pace(int most, Duration gap, DoubleSupplier random) {
        this.most = most;
        this.gap = gap;
        this.random = random;
        this.limit = most;
    }

    /** How many requests there may be at a time, at least 1. */
    int limit() {
        return limit;
    }

    /** Whether there are fewer than there could be. */
    boolean slowed() {
        return limit < most;
    }

    /** When the last pause ends, or has ended. */
    Instant pausedUntil() {
        return pausedUntil;
    }

    /** Whether no other request may start before one has ended. */
    boolean full() {
        return inFlight >= limit;
    }

    /** From when on the next request may start. A clock that was set back makes nobody wait for what it lost. */
    Instant next(Instant now) {
        nextSlot = earlier(nextSlot, now.plus(gap));
        pausedUntil = earlier(pausedUntil, now.plus(LONGEST_PAUSE));
        return later(pausedUntil, nextSlot);
    }

    /**
     * A request starts.
     *
     * @return what to say of it when its answer is there
     */
    int started(Instant now) {
        inFlight++;
        nextSlot = later(now, nextSlot).plus(gap);
        return generation;
    }

    /** A request has ended, in whatever way. */
    void ended() {
        inFlight--;
    }

    /** An answer from a server that copes. */
    void good() {
        overloadsInARow = 0;
        if (slowed() && ++goodInARow == STEP) {
            goodInARow = 0;
            limit++;
        }
    }

    /**
     * An answer from a server that has too much to do. Of many requests that were under way together only the first
     * such answer counts; the others do no more than make the pause longer, if they name a later moment.
     *
     * <p>All requests wait when the answer is about this caller (429) and says how long, or when it comes a second time
     * without a good answer between: a single machine that has nothing but such answers must not stop the others.
     *
     * @param startedIn what {@link #started} said of the request
     * @param told when the server may be asked again, if it said so
     * @param forAll whether the answer is about all that this caller asks
     */
    void overloaded(int startedIn, Optional<Instant> told, boolean forAll, Instant now) {
        goodInARow = 0;
        if (startedIn == generation) {
            generation++;
            limit = Math.max(1, limit / 2);
            if (overloadsInARow > 0) {
                pause(told.orElseGet(() -> now.plus(ownPause(overloadsInARow))), now);
            }
            overloadsInARow++;
        }
        if (forAll) {
            told.ifPresent(moment -> pause(moment, now));
        }
    }

    /** Nothing more is asked before a moment. */
    void pause(Instant until, Instant now) {
        pausedUntil = later(pausedUntil, earlier(until, now.plus(LONGEST_PAUSE)));
    }

    /** A pause that lasts is over now. */
    void resume(Instant now) {
        pausedUntil = earlier(pausedUntil, now);
    }

    /** How long to wait where the server does not say, with jitter. */
    Duration ownPause(int pausesBefore) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(pausesBefore, 10));
        Duration capped = pause.compareTo(LONGEST_OWN_PAUSE) < 0 ? pause : LONGEST_OWN_PAUSE;
        return capped.plusMillis((long) (capped.toMillis() * random.getAsDouble() / 2));
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
