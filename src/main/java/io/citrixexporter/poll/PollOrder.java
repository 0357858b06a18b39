package io.citrixexporter.poll;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.MachineRef;
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
    private final Consumer<List<MachineRef>> shuffle;
    private Set<String> failed = Set.of();
    private Set<String> notReached = Set.of();

    PollOrder(Consumer<List<MachineRef>> shuffle) {
        this.shuffle = shuffle;
    }

    /** The machines that did not fail last time. */
    List<MachineRef> first(List<MachineRef> machines) {
        return select(machines, false);
    }

    /** The machines that failed last time. */
    List<MachineRef> last(List<MachineRef> machines) {
        return select(machines, true);
    }

    private List<MachineRef> select(List<MachineRef> machines, boolean failedBefore) {
        List<MachineRef> selected = new ArrayList<>(machines.stream()
                .filter(machine -> failed.contains(machine.label()) == failedBefore)
                .toList());
        shuffle.accept(selected);
        selected.sort(Comparator.comparing(machine -> !notReached.contains(machine.label())));
        return selected;
    }

    /**
     * A cycle has ended.
     *
     * @param slow labels of machines whose first attempt timed out, even if a later one succeeded
     */
    void update(List<MachinePoll> polls, Set<String> slow) {
        Set<String> failedNow = new HashSet<>();
        Set<String> notReachedNow = new HashSet<>();
        int reached = 0;
        int failures = 0;
        for (MachinePoll poll : polls) {
            String label = poll.machine().label();
            boolean attempted = poll.attempted();
            reached += attempted ? 1 : 0;
            if (!attempted) {
                notReachedNow.add(label);
            }
            if (!attempted && failed.contains(label)) {
                failedNow.add(label);
            } else if (attempted && (slow.contains(label) || isOwnFailure(poll))) {
                failedNow.add(label);
                failures++;
            }
        }
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
