package io.citrixexporter.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownSessionsTest {
    private KnownSessions known = KnownSessions.UNKNOWN;

    @Test
    void sessionsOfFirstListAreNoStartsAndGiveNoDurations() {
        assertThat(list(session("a", 1000), session("b", null))).isEqualTo(SessionChanges.NONE);

        assertThat(list(session("a", 1000), session("b", 2000))).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void countsStartsAndEnds() {
        list(session("a", 1000));

        assertThat(list(session("b", 3000), session("c", null)))
                .isEqualTo(new SessionChanges(2, 1, List.of(Duration.ofSeconds(3))));
        assertThat(list()).isEqualTo(new SessionChanges(0, 2, List.of()));
        assertThat(list()).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void machineWithoutSessionsIsKnown() {
        list();

        assertThat(list(session("a", 500))).isEqualTo(new SessionChanges(1, 0, List.of(Duration.ofMillis(500))));
    }

    @Test
    void observesDurationOnceWhenLogonHasEnded() {
        list();
        assertThat(list(loggingOn("a", 100))).isEqualTo(new SessionChanges(1, 0, List.of()));
        assertThat(list(loggingOn("a", 200))).isEqualTo(SessionChanges.NONE);
        assertThat(list(session("a", null))).isEqualTo(SessionChanges.NONE);
        assertThat(list(session("a", 2500))).isEqualTo(new SessionChanges(0, 0, List.of(Duration.ofMillis(2500))));
        assertThat(list(session("a", 9000))).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void sessionThatIsMissingForAWhileStartsAndEndsOnce() {
        list();
        list(session("a", 1000));
        assertThat(list()).isEqualTo(new SessionChanges(0, 1, List.of()));

        assertThat(list(session("a", 1000))).isEqualTo(SessionChanges.NONE);
        assertThat(list()).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void remembersEndedSessionForSixtyLists() {
        list();
        list(session("a", 1000));
        list();
        for (int i = 0; i < 59; i++) {
            list(session("b", 1));
        }

        assertThat(list(session("a", 1000), session("b", 1))).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void sessionThatReappearedDoesNotEndTwiceHoweverLongItStays() {
        list();
        list(session("a", 1000));
        list();
        for (int i = 0; i < 500; i++) {
            list(session("a", 1000));
        }

        assertThat(list()).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void idsDifferInMoreThanCase() {
        list(session("ABCDEF", 1));

        assertThat(list(session("abcdef", 1))).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void sessionsWithoutIdAreNotCounted() {
        list();

        assertThat(list(session(null, 1000))).isEqualTo(SessionChanges.NONE);
        assertThat(list()).isEqualTo(SessionChanges.NONE);
    }

    @Test
    void totalsAreExactForRandomLists() {
        Random random = new Random(5);
        Set<String> present = new HashSet<>();
        Map<String, Integer> durations = new HashMap<>();
        int starts = 0;
        int ends = 0;
        int counted = 0;
        int countedEnds = 0;
        List<Duration> observed = new ArrayList<>();
        list();
        for (int round = 0; round < 300; round++) {
            for (String id : List.copyOf(present)) {
                if (random.nextInt(8) == 0) {
                    present.remove(id);
                    ends++;
                }
            }
            for (int i = random.nextInt(6); i > 0; i--) {
                String id = "session-" + starts++;
                present.add(id);
                durations.put(id, starts);
            }
            SessionChanges changes = list(
                    present.stream().map(id -> session(id, durations.get(id))).toArray(Session[]::new));
            counted += changes.starts();
            countedEnds += changes.ends();
            observed.addAll(changes.establishments());
        }

        assertThat(counted).isEqualTo(starts);
        assertThat(countedEnds).isEqualTo(ends);
        assertThat(observed)
                .containsExactlyInAnyOrderElementsOf(
                        durations.values().stream().map(Duration::ofMillis).toList());
    }

    private SessionChanges list(Session... sessions) {
        SessionTally.Counter counter = new SessionTally.Counter();
        for (Session session : sessions) {
            counter.add(session);
        }
        KnownSessions.Comparison comparison = known.with(counter.tally().listed());
        known = comparison.next();
        return comparison.changes();
    }

    private static Session session(String id, Integer establishmentMillis) {
        return session(id, establishmentMillis, false);
    }

    private static Session loggingOn(String id, Integer establishmentMillis) {
        return session(id, establishmentMillis, true);
    }

    private static Session session(String id, Integer establishmentMillis, boolean logon) {
        return new Session(
                id,
                "Active",
                "Active",
                true,
                "Hdx",
                new SessionDetails(null, logon, null, null, null, null, establishmentMillis, List.of()));
    }
}
