package io.citrixexporter.soak;

import java.time.Instant;
import java.util.Collection;

/** The partial outages of the site: during an outage, every sessions call for some machines gets a 503. */
final class PartialOutages {
    private volatile Outage last = new Outage(0, Instant.MIN, Instant.MIN);

    /**
     * A partial outage.
     *
     * @param number 1 for the first one, 0 for none
     * @param begin start time
     * @param end end time
     */
    record Outage(int number, Instant begin, Instant end) {
        boolean lasts(Instant time) {
            return !time.isBefore(begin) && time.isBefore(end);
        }
    }

    synchronized void begin(Collection<SoakMachine> failing, Instant now, Instant end) {
        failing.forEach(machine -> machine.unavailableUntil(end));
        last = new Outage(last.number() + 1, now, end);
    }

    /** The latest outage. */
    Outage last() {
        return last;
    }

    int count() {
        return last.number();
    }
}
