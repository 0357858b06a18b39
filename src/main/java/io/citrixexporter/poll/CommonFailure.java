package io.citrixexporter.poll;

import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.MachinePoll;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the failure that nearly all calls of a cycle have in common, so that the controller or the account is its cause. */
final class CommonFailure {
    /** From this share of failed calls on, in per cent, it is the controller that fails and not the machines. */
    private static final int MIN_PERCENT = 90;

    private CommonFailure() {}

    /**
     * The failure of a machine, if nearly all requests that were sent failed in a way that is not that of single machines; without
     * machines, that of the inventory if it is forbidden or unknown.
     */
    static Optional<PollFailure> of(List<MachinePoll> polls, Optional<PollFailure> inventoryFailure) {
        if (polls.isEmpty()) {
            return inventoryFailure.filter(failure -> isForbidden(failure) || isUnknown(failure));
        }
        return nearlyAll(polls, failure -> failure.reason().unavailable())
                .or(() -> nearlyAll(polls, CommonFailure::isForbidden))
                .or(() -> nearlyAll(polls, CommonFailure::isUnknown));
    }

    private static Optional<PollFailure> nearlyAll(List<MachinePoll> polls, Predicate<PollFailure> kind) {
        List<MachinePoll> sent = polls.stream().filter(MachinePoll::attempted).toList();
        List<PollFailure> failures = sent.stream()
                .flatMap(poll -> poll.failure().stream())
                .filter(kind)
                .toList();
        boolean failing = failures.size() * 100L >= sent.size() * (long) MIN_PERCENT;
        return failing ? failures.stream().findFirst() : Optional.empty();
    }

    static boolean isForbidden(PollFailure failure) {
        return failure.reason() == FailureReason.FORBIDDEN;
    }

    private static boolean isUnknown(PollFailure failure) {
        return failure.reason() == FailureReason.NOT_FOUND;
    }
}
