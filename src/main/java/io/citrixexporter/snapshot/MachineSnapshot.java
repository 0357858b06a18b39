package io.citrixexporter.snapshot;

import io.citrixexporter.model.KnownSessions;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.SessionChanges;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of a machine after a cycle.
 *
 * @param target the machine
 * @param up whether its last poll succeeded
 * @param lastSuccess when a poll last succeeded; {@link Instant#EPOCH} before the first time
 * @param lastTally the sessions of the last poll that read them
 * @param tallyAt when they were read; {@link Timestamp#NEVER} without a tally
 * @param sessions the sessions that are known from its complete lists
 * @param changes what the last poll found changed; nothing if it failed
 * @param countCheck comparison of the list of sessions with the count of the inventory
 * @param outage why its polls fail, and since when; empty if the last one succeeded, and before the first one
 */
public record MachineSnapshot(
        PollTarget target,
        boolean up,
        Instant lastSuccess,
        Optional<SessionTally> lastTally,
        Timestamp tallyAt,
        KnownSessions sessions,
        SessionChanges changes,
        CountCheck countCheck,
        Optional<Outage> outage) {

    /** A machine that has not been polled yet. */
    public static MachineSnapshot unpolled(PollTarget target) {
        return new MachineSnapshot(
                target,
                false,
                Instant.EPOCH,
                Optional.empty(),
                Timestamp.NEVER,
                KnownSessions.UNKNOWN,
                SessionChanges.NONE,
                CountCheck.NONE,
                Optional.empty());
    }

    /**
     * The state after another poll; a failed one keeps the last sessions and their time.
     *
     * @param counted whether the inventory was read just before, so that the counts can be compared
     */
    MachineSnapshot next(MachinePoll poll, boolean counted) {
        KnownSessions.Comparison sessionsNow = poll.tally()
                .filter(tally -> poll.succeeded())
                .map(tally -> sessions.with(tally.listed()))
                .orElseGet(() -> new KnownSessions.Comparison(sessions, SessionChanges.NONE));
        return new MachineSnapshot(
                poll.target(),
                poll.succeeded(),
                poll.succeeded() ? poll.at().instant() : lastSuccess,
                poll.tally().or(() -> lastTally),
                poll.tally().isPresent() ? poll.at() : tallyAt,
                sessionsNow.next(),
                sessionsNow.changes(),
                counted ? compared(poll) : countCheck,
                poll.failure().map(failure -> outage.map(known -> known.with(failure))
                        .orElseGet(() -> new Outage(failure, poll.at().instant()))));
    }

    private CountCheck compared(MachinePoll poll) {
        OptionalInt expected =
                poll.target().machine().map(Machine::sessionCount).orElse(OptionalInt.empty());
        return poll.tally()
                .filter(tally -> expected.isPresent())
                .map(tally -> countCheck.and(expected.getAsInt() - tally.total()))
                .orElse(countCheck);
    }

    /** The sessions, unless they are older than {@code hold}. */
    public Optional<SessionTally> tally(Timestamp now, Duration hold) {
        return lastTally.filter(tally -> tallyAt.ageAt(now.nanoTime()).compareTo(hold) <= 0);
    }
}
