package io.citrixexporter.snapshot;

import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.citrix.SessionsAnswer;
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.session.SessionTally;
import io.citrixexporter.time.Timestamp;
import java.util.List;
import java.util.Optional;

/**
 * What one poll of a machine brought.
 *
 * @param machine the machine
 * @param at when it ended
 * @param tally the sessions, if they were read
 * @param failure why the poll failed; with a tally only where the list of sessions was truncated
 */
public record MachinePoll(
        MachineRef machine, Timestamp at, Optional<SessionTally> tally, Optional<CitrixException> failure) {

    /** A poll that was answered. */
    public static MachinePoll answered(MachineRef machine, Timestamp at, SessionsAnswer answer) {
        return new MachinePoll(
                machine,
                at,
                Optional.of(answer.tally()),
                answer.truncated() ? Optional.of(CitrixException.truncated()) : Optional.empty());
    }

    /** A poll that failed. */
    public static MachinePoll failed(MachineRef machine, Timestamp at, CitrixException failure) {
        return new MachinePoll(machine, at, Optional.empty(), Optional.of(failure));
    }

    /** Polls that all failed for one reason, in the order of the machines. */
    public static List<MachinePoll> allFailed(List<MachineRef> machines, Timestamp at, CitrixException failure) {
        return machines.stream().map(machine -> failed(machine, at, failure)).toList();
    }

    /** Whether the machine was asked, so that the result is its own. */
    public boolean attempted() {
        return tally.isPresent() || failure.map(CitrixException::sent).orElse(true);
    }

    /** Whether all went well. */
    public boolean succeeded() {
        return failure.isEmpty();
    }
}
