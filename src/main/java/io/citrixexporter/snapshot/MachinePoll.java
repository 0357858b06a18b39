package io.citrixexporter.snapshot;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Timestamp;
import java.util.List;
import java.util.Optional;

/**
 * The result of one poll of a machine.
 *
 * @param target the machine
 * @param at when it ended
 * @param tally the sessions, if they were read
 * @param failure why the poll failed; with a tally only where the list of sessions was truncated
 */
public record MachinePoll(
        PollTarget target, Timestamp at, Optional<SessionTally> tally, Optional<PollFailure> failure) {
    private static final PollFailure TRUNCATED = new PollFailure(
            FailureReason.TRUNCATED, "the API holds more sessions than it lists; the counts are too low", true);

    public static MachinePoll succeeded(PollTarget target, Timestamp at, SessionTally tally) {
        return new MachinePoll(target, at, Optional.of(tally), Optional.empty());
    }

    /** A poll whose list of sessions ends before the last session. */
    public static MachinePoll truncated(PollTarget target, Timestamp at, SessionTally tally) {
        return new MachinePoll(target, at, Optional.of(tally), Optional.of(TRUNCATED));
    }

    public static MachinePoll failed(PollTarget target, Timestamp at, PollFailure failure) {
        return new MachinePoll(target, at, Optional.empty(), Optional.of(failure));
    }

    /** Polls that all failed for one reason, in the order of the machines. */
    public static List<MachinePoll> allFailed(List<PollTarget> targets, Timestamp at, PollFailure failure) {
        return targets.stream().map(target -> failed(target, at, failure)).toList();
    }

    /** Whether a request for this machine was sent, so that the result is its own. */
    public boolean attempted() {
        return tally.isPresent() || failure.map(PollFailure::sent).orElse(true);
    }

    /** Whether the sessions were read completely. */
    public boolean succeeded() {
        return failure.isEmpty();
    }
}
