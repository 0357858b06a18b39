package io.citrixexporter.snapshot;

import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.targets.MachineRef;
import io.citrixexporter.time.Timestamp;
import java.util.List;
import java.util.Optional;

/**
 * The result of one poll of a machine.
 *
 * @param machine the machine
 * @param at when it ended
 * @param tally the sessions, if they were read
 * @param failure why the poll failed; with a tally only where the list of sessions was truncated
 */
public record MachinePoll(
        MachineRef machine, Timestamp at, Optional<SessionTally> tally, Optional<PollFailure> failure) {

    /** A poll that succeeded. */
    public static MachinePoll succeeded(MachineRef machine, Timestamp at, SessionTally tally) {
        return new MachinePoll(machine, at, Optional.of(tally), Optional.empty());
    }

    /** A poll whose list of sessions ends before the last session. */
    public static MachinePoll truncated(MachineRef machine, Timestamp at, SessionTally tally, PollFailure failure) {
        return new MachinePoll(machine, at, Optional.of(tally), Optional.of(failure));
    }

    /** A poll that failed. */
    public static MachinePoll failed(MachineRef machine, Timestamp at, PollFailure failure) {
        return new MachinePoll(machine, at, Optional.empty(), Optional.of(failure));
    }

    /** Polls that all failed for one reason, in the order of the machines. */
    public static List<MachinePoll> allFailed(List<MachineRef> machines, Timestamp at, PollFailure failure) {
        return machines.stream().map(machine -> failed(machine, at, failure)).toList();
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
