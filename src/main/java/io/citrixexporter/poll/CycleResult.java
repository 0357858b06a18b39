package io.citrixexporter.poll;

import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.snapshot.InventoryStatus;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.SiteState;
import io.citrixexporter.targets.MachinesFileStatus;
import io.citrixexporter.time.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of one cycle over the machines of a site.
 *
 * @param start when it began
 * @param end when it ended
 * @param identity the site; empty if the login failed
 * @param controller the controller in use
 * @param signInFailure why the login failed; then every poll has failed for this reason, and no machine was polled
 * @param inventoryFailure why the inventory could not be read, if it was due
 * @param inventory the status of the inventory, if it is read
 * @param machinesFile the status of the machines file, if there is one
 * @param polls one for each machine
 */
public record CycleResult(
        Timestamp start,
        Timestamp end,
        Optional<SiteIdentity> identity,
        String controller,
        Optional<PollFailure> signInFailure,
        Optional<PollFailure> inventoryFailure,
        Optional<InventoryStatus> inventory,
        Optional<MachinesFileStatus> machinesFile,
        List<MachinePoll> polls) {
    public CycleResult {
        polls = List.copyOf(polls);
    }

    /** The state of the site after this cycle; the identity of an earlier login is kept. */
    public SiteState stateAfter(SiteState before) {
        return new SiteState(identity.or(before::identity), controller, end, inventory, machinesFile, siteFailure());
    }

    public Duration duration() {
        return start.ageAt(end.nanoTime());
    }

    public long failures() {
        return polls.stream().filter(poll -> !poll.succeeded()).count();
    }

    /** All sessions read. */
    public int sessions() {
        return polls.stream()
                .mapToInt(poll -> poll.tally().map(tally -> tally.total()).orElse(0))
                .sum();
    }

    /**
     * Whether the cycle signed in and got a response of the API for a machine; for the inventory if there is no machine.
     */
    public boolean reached() {
        boolean responded =
                polls.isEmpty() ? inventoryFailure.isEmpty() : polls.stream().anyMatch(CycleResult::isResponseOfApi);
        return signInFailure.isEmpty() && responded;
    }

    /** Why the site was not reached: the failure of the login, of the first machine, or else of the inventory. */
    Optional<PollFailure> siteFailure() {
        return reached()
                ? Optional.empty()
                : signInFailure
                        .or(() -> polls.stream()
                                .flatMap(poll -> poll.failure().stream())
                                .findFirst())
                        .or(() -> inventoryFailure);
    }

    private static boolean isResponseOfApi(MachinePoll poll) {
        return poll.failure()
                .map(failure -> switch (failure.reason()) {
                    case NOT_FOUND, TRUNCATED, TOO_LARGE -> true;
                    default -> false;
                })
                .orElse(true);
    }
}
