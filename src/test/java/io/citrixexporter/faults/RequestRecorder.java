package io.citrixexporter.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts the requests of a site. */
final class RequestRecorder {
    /** The machine number of requests other than sessions calls. */
    static final int NO_MACHINE = -1;

    private final Map<Integer, Integer> perMachine = new HashMap<>();
    private final Set<Integer> successful = new HashSet<>();
    private int total;
    private int inFlight;
    private int maxInFlight;
    private long lastChange = System.nanoTime();

    /** Records the start of a request. */
    synchronized Exchange begin(int machine) {
        total++;
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        lastChange = System.nanoTime();
        if (machine != NO_MACHINE) {
            perMachine.merge(machine, 1, Integer::sum);
        }
        return new Exchange(machine);
    }

    /** The requests since the last call. */
    synchronized SiteRequests take() {
        SiteRequests taken = new SiteRequests(total, perMachine, successful, maxInFlight);
        perMachine.clear();
        successful.clear();
        total = 0;
        maxInFlight = inFlight;
        return taken;
    }

    synchronized int total() {
        return total;
    }

    /** Whether no request is in flight and none started or ended for some time. */
    synchronized boolean quietFor(Duration time) {
        return inFlight == 0 && System.nanoTime() - lastChange > time.toNanos();
    }

    /** A request in flight. */
    final class Exchange {
        private final int machine;
        private boolean ended;

        private Exchange(int machine) {
            this.machine = machine;
        }

        /** Called before the response is sent or the connection reset, and on a closed connection; idempotent. */
        void end(boolean good) {
            synchronized (RequestRecorder.this) {
                if (ended) {
                    return;
                }
                ended = true;
                inFlight--;
                lastChange = System.nanoTime();
                if (good && machine != NO_MACHINE) {
                    successful.add(machine);
                }
            }
        }
    }
}
