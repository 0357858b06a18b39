package io.citrixexporter.exposition;

import java.time.Duration;
import java.time.Instant;

/** Adds up the pauses of one site; pauses that overlap count once, and the one that lasts grows with time. */
final class Pauses {
    private Duration over = Duration.ZERO;
    private Instant from = Instant.EPOCH;
    private Instant until = Instant.EPOCH;
    private double shown;

    /** A pause that begins now; one that lasts still becomes longer by it. */
    synchronized void add(Instant begin, Instant end) {
        if (begin.isAfter(until)) {
            over = over.plus(Duration.between(from, until));
            from = begin;
            until = begin;
        }
        if (end.isAfter(until)) {
            until = end;
        }
    }

    /** The pause that lasts, if one does, ends now; where the clock was set back to before its begin it never was. */
    synchronized void end(Instant now) {
        if (now.isBefore(until)) {
            until = now.isAfter(from) ? now : from;
        }
    }

    /** All pauses until now, in seconds; never falls, even if the clock is set back. */
    synchronized double seconds(Instant now) {
        Instant end = now.isBefore(until) ? now : until;
        Duration last = end.isAfter(from) ? Duration.between(from, end) : Duration.ZERO;
        shown = Math.max(shown, over.plus(last).toMillis() / 1000.0);
        return shown;
    }
}
