package io.citrixexporter.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.Session;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.targets.Fleet;
import io.citrixexporter.targets.PollTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineSnapshotTest {
    private static final PollTarget MACHINE = PollTarget.named("CORP\\CTX-01", "CTX-01");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Duration HOLD = Duration.ofMinutes(5);

    private final MachineSnapshot unpolled = MachineSnapshot.unpolled(MACHINE);

    @Test
    void hasNoValuesBeforeFirstPoll() {
        assertThat(unpolled.up()).isFalse();
        assertThat(unpolled.lastSuccess()).isEqualTo(Instant.EPOCH);
        assertThat(unpolled.tally(TestClock.at(NOON), HOLD)).isEmpty();
    }

    @Test
    void showsValuesAfterSuccess() {
        MachineSnapshot machine = unpolled.next(succeeded(NOON, 3, false), false);

        assertThat(machine.up()).isTrue();
        assertThat(machine.lastSuccess()).isEqualTo(NOON);
        assertThat(machine.lastTally()).hasValue(tally(3));
        assertThat(machine.tallyAt()).isEqualTo(TestClock.at(NOON));
        assertThat(machine.countCheck()).isEqualTo(CountCheck.NONE);
        assertThat(machine.outage()).isEmpty();
    }

    @Test
    void showsZeroSessionsAsRead() {
        MachineSnapshot machine = unpolled.next(succeeded(NOON, 0, false), false);

        assertThat(machine.tally(TestClock.at(NOON), HOLD)).hasValue(SessionTally.NONE);
    }

    @Test
    void keepsLastSessionsAndTimeWhilePollsFail() {
        MachineSnapshot machine = unpolled.next(succeeded(NOON, 3, false), false)
                .next(failed(LATER), false)
                .next(failed(LATER.plusSeconds(60)), false);

        assertThat(machine.up()).isFalse();
        assertThat(machine.lastSuccess()).isEqualTo(NOON);
        assertThat(machine.lastTally()).hasValue(tally(3));
        assertThat(machine.tallyAt()).isEqualTo(TestClock.at(NOON));
    }

    @Test
    void remembersSinceWhenPollsFail() {
        MachineSnapshot down = unpolled.next(succeeded(NOON, 3, false), false)
                .next(failed(LATER), false)
                .next(failed(LATER.plusSeconds(60)), false);

        assertThat(down.outage().orElseThrow().since()).isEqualTo(LATER);
        assertThat(down.next(succeeded(LATER.plusSeconds(120), 1, false), false).outage())
                .isEmpty();
    }

    @Test
    void showsNoSessionsBeforeFirstSuccess() {
        MachineSnapshot machine = unpolled.next(failed(NOON), false);

        assertThat(machine.up()).isFalse();
        assertThat(machine.tally(TestClock.at(NOON), HOLD)).isEmpty();
    }

    @Test
    void recoversWithNextSuccess() {
        MachineSnapshot machine = unpolled.next(succeeded(NOON, 3, false), false)
                .next(failed(LATER), false)
                .next(succeeded(LATER, 1, false), false);

        assertThat(machine.up()).isTrue();
        assertThat(machine.lastSuccess()).isEqualTo(LATER);
        assertThat(machine.tally(TestClock.at(LATER), HOLD)).hasValue(tally(1));
    }

    @Test
    void showsCountsOfTruncatedListAsFailure() {
        MachineSnapshot machine =
                unpolled.next(succeeded(NOON, 3, false), false).next(succeeded(LATER, 5, true), false);

        assertThat(machine.up()).isFalse();
        assertThat(machine.lastSuccess()).isEqualTo(NOON);
        assertThat(machine.tallyAt()).isEqualTo(TestClock.at(LATER));
        assertThat(machine.tally(TestClock.at(LATER.plus(HOLD)), HOLD)).hasValue(tally(5));
    }

    @Test
    void showsSessionsUntilHoldExpires() {
        MachineSnapshot machine =
                unpolled.next(succeeded(NOON, 3, false), false).next(failed(LATER), false);

        assertThat(machine.tally(TestClock.at(NOON.plus(HOLD)), HOLD)).hasValue(tally(3));
        assertThat(machine.tally(TestClock.at(NOON.plus(HOLD).plusMillis(1)), HOLD))
                .isEmpty();
    }

    @Test
    void comparesCountsOnlyAfterInventoryRead() {
        PollTarget counted =
                new PollTarget("1", "CTX-01", Optional.of(Fleet.machine("1", "CORP\\CTX-01", "Office", "Servers")));
        MachineSnapshot machine = MachineSnapshot.unpolled(counted)
                .next(listed(counted, 1), true)
                .next(listed(counted, 9), false)
                .next(
                        MachinePoll.failed(
                                counted,
                                TestClock.at(LATER),
                                CitrixException.deadline().asPollFailure()),
                        true)
                .next(listed(counted, 0), true);
        assertThat(machine.countCheck()).isEqualTo(new CountCheck(List.of(1, 2)));

        assertThat(machine.next(listed(counted, 1), true).countCheck().lasting())
                .isEqualTo(1);
    }

    @Test
    void skipsComparisonWithoutInventoryCount() {
        assertThat(unpolled.next(succeeded(NOON, 3, false), true).countCheck()).isEqualTo(CountCheck.NONE);
    }

    private static MachinePoll listed(PollTarget machine, int sessions) {
        return MachinePoll.succeeded(machine, TestClock.at(NOON), tally(sessions));
    }

    private static MachinePoll succeeded(Instant at, int sessions, boolean truncated) {
        return truncated
                ? MachinePoll.truncated(MACHINE, TestClock.at(at), tally(sessions))
                : MachinePoll.succeeded(MACHINE, TestClock.at(at), tally(sessions));
    }

    private static MachinePoll failed(Instant at) {
        return MachinePoll.failed(
                MACHINE, TestClock.at(at), CitrixException.deadline().asPollFailure());
    }

    static SessionTally tally(int sessions) {
        SessionTally.Counter counter = new SessionTally.Counter();
        for (int i = 0; i < sessions; i++) {
            counter.add(new Session(null, "Active", "Active", true, "Hdx"));
        }
        return counter.tally();
    }
}
