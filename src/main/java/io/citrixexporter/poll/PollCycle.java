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
 * @param identity the site, as it was found at sign-in
 * @param controller the controller that was asked
 * @param signInFailure why nobody was let in; then every poll has failed for this reason, and no machine was asked
 * @param inventoryFailure why the inventory could not be read, if it was due and could not
 * @param inventory what is known of the inventory now
 * @param machinesFile how the machines file fared, if there is one
 * @param polls one for each machine
 */
public record PollCycle(
        Timestamp start,
        Timestamp end,
        Optional<SiteIdentity> identity,
        String controller,
        Optional<PollFailure> signInFailure,
        Optional<PollFailure> inventoryFailure,
        InventoryStatus inventory,
        Optional<MachinesFileStatus> machinesFile,
        List<MachinePoll> polls) {
    public PollCycle {
        polls = List.copyOf(polls);
    }

    /** What is known of the site after this cycle; the name that Citrix gave it stays known. */
    public SiteState stateAfter(SiteState before) {
        return new SiteState(identity.or(before::identity), controller, reached(), end, inventory, machinesFile);
    }

    /** How long it took. */
    public Duration duration() {
        return start.ageAt(end.nanoTime());
    }

    /** How many polls failed. */
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
     * Whether the cycle reached the API and was let in: signed in, and some answer came from the API itself. Where there
     * is no machine to poll that is the inventory's, if it was read.
     */
    public boolean reached() {
        boolean answered =
                polls.isEmpty() ? inventoryFailure.isEmpty() : polls.stream().anyMatch(PollCycle::answeredByApi);
        return signInFailure.isEmpty() && answered;
    }

    /** Why the site was not reached: the failed sign-in, what befell the first machine, or else the inventory. */
    Optional<PollFailure> siteFailure() {
        return reached()
                ? Optional.empty()
                : signInFailure
                        .or(() -> polls.stream()
                                .flatMap(poll -> poll.failure().stream())
                                .findFirst())
                        .or(() -> inventoryFailure);
    }

    private static boolean answeredByApi(MachinePoll poll) {
        return poll.failure()
                .map(failure -> switch (failure.reason()) {
                    case NOT_FOUND, TRUNCATED, TOO_LARGE -> true;
                    default -> false;
                })
                .orElse(true);
    }
}
