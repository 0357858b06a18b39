package io.citrixexporter.demo;

import java.time.Instant;
import java.util.UUID;

/**
 * A session as it is at a moment. The times are real ones.
 *
 * @param stateSince since when it has its state
 * @param appStateSince since when it has its application state
 * @param logonEnd when the logon is or was over
 * @param logonMillis what the logon is said to have taken
 */
record DemoSession(
        UUID id,
        Seat seat,
        Phase phase,
        Instant start,
        Instant stateSince,
        Instant appStateSince,
        Instant logonEnd,
        int logonMillis) {
    private static final int MILLIS_OF_LOGON_PER_MINUTE = 6_000;

    /** The session of a visit that runs at the moment, which is counted from the day of the visit. */
    static DemoSession of(Visit visit, Moment moment, DemoDay day, long seed) {
        Seat seat = visit.seat();
        int index = visit.indexAt(moment.minute());
        return new DemoSession(
                DemoMachine.guid("session", seed, seat.machine().index(), seat.number(), visit.day(), visit.number()),
                seat,
                visit.stretches().get(index).phase(),
                day.instant(visit.day(), visit.begin()),
                day.instant(visit.day(), stateSince(visit, index)),
                day.instant(visit.day(), appStateSince(visit, index)),
                day.instant(visit.day(), visit.loggedOn()),
                (int) ((visit.loggedOn() - visit.begin()) * MILLIS_OF_LOGON_PER_MINUTE));
    }

    private static double stateSince(Visit visit, int index) {
        String state = visit.stretches().get(index).phase().state();
        int first = index;
        while (first > 0 && visit.stretches().get(first - 1).phase().state().equals(state)) {
            first--;
        }
        return visit.stretches().get(first).from();
    }

    private static double appStateSince(Visit visit, int index) {
        String appState = visit.stretches().get(index).phase().appState();
        int first = index;
        while (first > 0 && visit.stretches().get(first - 1).phase().appState().equals(appState)) {
            first--;
        }
        return visit.stretches().get(first).from();
    }
}
