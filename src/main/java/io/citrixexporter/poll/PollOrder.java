package io.citrixexporter.poll;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.snapshot.MachinePoll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The order in which the machines of a site are polled. First come those that the last cycle did not reach, then the
 * others in random order, so that failures in a row mean a failing site and not machines that are adjacent in the list.
 * Machines that failed in the last cycle come last.
 *
 * <p>Used by one cycle at a time.
 */
final class PollOrder {
    private final Consumer<List<MachineAttempts>> shuffle;
    private Set<String> failed = Set.of();
    private Set<String> notReached = Set.of();

    PollOrder(Consumer<List<MachineAttempts>> shuffle) {
        this.shuffle = shuffle;
    }

    /** Whether the machine with this label failed in the last cycle. */
    boolean failedLastTime(String label) {
        return failed.contains(label);
    }

    /** The machines in the order in which they are polled, those that failed in the last cycle or the others. */
    List<MachineAttempts> select(List<MachineAttempts> machines, boolean failedLastTime) {
        List<MachineAttempts> selected = new ArrayList<>(machines.stream()
                .filter(machine -> machine.failedLastTime() == failedLastTime)
                .toList());
        shuffle.accept(selected);
        selected.sort(Comparator.comparing(machine -> !notReached.contains(machine.label())));
        return selected;
    }

    /** A cycle has ended. */
    void update(List<MachineAttempts> machines) {
        Set<String> failedNow = new HashSet<>();
        Set<String> notReachedNow = new HashSet<>();
        int failures = 0;
        for (MachineAttempts machine : machines) {
            MachinePoll poll = machine.poll();
            if (!poll.attempted()) {
                notReachedNow.add(machine.label());
            } else if (machine.slow() || isOwnFailure(poll)) {
                failures++;
                failedNow.add(machine.label());
            }
            if (!poll.attempted() && failed.contains(machine.label())) {
                failedNow.add(machine.label());
            }
        }
        int reached = machines.size() - notReachedNow.size();
        notReached = notReachedNow;
        // If most machines failed, the site is the cause.
        failed = failures * 2 > reached ? Set.of() : failedNow;
    }

    private static boolean isOwnFailure(MachinePoll poll) {
        return poll.failure()
                .filter(failure -> failure.reason().unavailable() || failure.reason() == FailureReason.TOO_LARGE)
                .isPresent();
    }
}
