package io.citrixexporter.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.citrix.SessionsAnswer;
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.session.Session;
import io.citrixexporter.session.SessionTally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineSnapshotTest {
    private static final MachineRef MACHINE = new MachineRef("CORP\\CTX-01", "CTX-01", "");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Duration HOLD = Duration.ofMinutes(5);

    private final MachineSnapshot unpolled = MachineSnapshot.unpolled(MACHINE);

    @Test
    void nothingIsKnownBeforeTheFirstPoll() {
        assertThat(unpolled.up()).isFalse();
        assertThat(unpolled.lastSuccess()).isEqualTo(Instant.EPOCH);
        assertThat(unpolled.tally(NOON, HOLD)).isEmpty();
    }

    @Test
    void successShowsWhatWasRead() {
        MachineSnapshot machine = unpolled.after(answered(NOON, 3, false));

        assertThat(machine).isEqualTo(new MachineSnapshot(MACHINE, true, NOON, Optional.of(tally(3)), NOON));
    }

    @Test
    void noSessionsAreShownAsReadAndNotAsUnknown() {
        MachineSnapshot machine = unpolled.after(answered(NOON, 0, false));

        assertThat(machine.tally(NOON, HOLD)).hasValue(SessionTally.NONE);
    }

    @Test
    void keepsLastSessionsAndTheirTimeWhilePollsFail() {
        MachineSnapshot machine =
                unpolled.after(answered(NOON, 3, false)).after(failed(LATER)).after(failed(LATER.plusSeconds(60)));

        assertThat(machine.up()).isFalse();
        assertThat(machine.lastSuccess()).isEqualTo(NOON);
        assertThat(machine.lastTally()).hasValue(tally(3));
        assertThat(machine.tallyAt()).isEqualTo(NOON);
    }

    @Test
    void failureBeforeAnySuccessShowsNoSessions() {
        MachineSnapshot machine = unpolled.after(failed(NOON));

        assertThat(machine.up()).isFalse();
        assertThat(machine.tally(NOON, HOLD)).isEmpty();
    }

    @Test
    void recoversWithTheNextSuccess() {
        MachineSnapshot machine =
                unpolled.after(answered(NOON, 3, false)).after(failed(LATER)).after(answered(LATER, 1, false));

        assertThat(machine.up()).isTrue();
        assertThat(machine.lastSuccess()).isEqualTo(LATER);
        assertThat(machine.tally(LATER, HOLD)).hasValue(tally(1));
    }

    @Test
    void truncatedListShowsItsCountsButIsNoSuccess() {
        MachineSnapshot machine = unpolled.after(answered(NOON, 3, false)).after(answered(LATER, 5, true));

        assertThat(machine.up()).isFalse();
        assertThat(machine.lastSuccess()).isEqualTo(NOON);
        assertThat(machine.tallyAt()).isEqualTo(LATER);
        assertThat(machine.tally(LATER.plus(HOLD), HOLD)).hasValue(tally(5));
    }

    @Test
    void sessionsAreShownUntilTheHoldIsOver() {
        MachineSnapshot machine = unpolled.after(answered(NOON, 3, false)).after(failed(LATER));

        assertThat(machine.tally(NOON.plus(HOLD), HOLD)).hasValue(tally(3));
        assertThat(machine.tally(NOON.plus(HOLD).plusMillis(1), HOLD)).isEmpty();
    }

    private static MachinePoll answered(Instant at, int sessions, boolean truncated) {
        return MachinePoll.answered(MACHINE, at, new SessionsAnswer(tally(sessions), truncated));
    }

    private static MachinePoll failed(Instant at) {
        return MachinePoll.failed(MACHINE, at, CitrixException.deadline());
    }

    static SessionTally tally(int sessions) {
        SessionTally.Counter counter = new SessionTally.Counter();
        for (int i = 0; i < sessions; i++) {
            counter.add(new Session(null, "Active", "Active", true, "Hdx"));
        }
        return counter.tally();
    }
}
