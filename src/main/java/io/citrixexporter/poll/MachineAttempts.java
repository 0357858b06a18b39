package io.citrixexporter.poll;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.TimeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine during one cycle, with the result of its attempts so far. */
final class MachineAttempts {
    private final PollTarget target;
    private final boolean failedLastTime;
    private final TimeSource time;
    private volatile @Nullable Result result;
    private volatile boolean slow;

    /** @param failedLastTime whether it failed in the last cycle */
    MachineAttempts(PollTarget target, boolean failedLastTime, TimeSource time) {
        this.target = target;
        this.failedLastTime = failedLastTime;
        this.time = time;
    }

    /** @param failure what a retry depends on; empty for a list of sessions that was truncated, too */
    private record Result(MachinePoll poll, Optional<CitrixException> failure) {}

    PollTarget target() {
        return target;
    }

    String label() {
        return target.label();
    }

    boolean failedLastTime() {
        return failedLastTime;
    }

    /** Whether its first attempt took longer than that of a healthy machine, even if a later one succeeded. */
    boolean slow() {
        return slow;
    }

    void markSlow() {
        slow = true;
    }

    void responded(MachineSessions response) {
        MachinePoll poll = response.truncated()
                ? MachinePoll.truncated(target, time.now(), response.tally())
                : MachinePoll.succeeded(target, time.now(), response.tally());
        result = new Result(poll, Optional.empty());
    }

    /** A failed attempt replaces the result of an earlier one only if its request was sent. */
    void failed(CitrixException failure) {
        if (result == null || failure.sent()) {
            result = result(failure);
        }
    }

    private Result result(CitrixException failure) {
        return new Result(MachinePoll.failed(target, time.now(), failure.asPollFailure()), Optional.of(failure));
    }

    /** The latest result; without an attempt, a failure by the deadline. */
    MachinePoll poll() {
        return latest().poll;
    }

    /** The failure of the latest attempt. */
    Optional<CitrixException> failure() {
        return latest().failure;
    }

    private Result latest() {
        Result known = result;
        return known == null ? result(CitrixException.deadline()) : known;
    }
}
