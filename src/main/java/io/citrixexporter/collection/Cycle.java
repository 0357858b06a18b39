package io.citrixexporter.collection;

import io.citrixexporter.citrix.CitrixException;
import io.citrixexporter.citrix.SiteIdentity;
import io.citrixexporter.snapshot.MachinePoll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one walk over the machines of a site brought.
 *
 * @param start when it began
 * @param end when it ended
 * @param identity the site, as it was found at sign-in
 * @param signInFailure why nobody was let in; then every poll has failed for this reason, and no machine was asked
 * @param polls one for each machine
 */
public record Cycle(
        Instant start,
        Instant end,
        Optional<SiteIdentity> identity,
        Optional<CitrixException> signInFailure,
        List<MachinePoll> polls) {
    public Cycle {
        polls = List.copyOf(polls);
    }

    /** How long it took. */
    public Duration duration() {
        return Duration.between(start, end);
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
     * Whether the cycle reached the API and was let in: signed in, and some machine's answer came from the API itself. A
     * site without machines needs only the first.
     */
    public boolean reached() {
        return signInFailure.isEmpty() && (polls.isEmpty() || polls.stream().anyMatch(Cycle::answeredByApi));
    }

    /** Why the site was not reached: the failed sign-in, or else what befell the first machine. */
    Optional<CitrixException> siteFailure() {
        return reached()
                ? Optional.empty()
                : signInFailure.or(() ->
                        polls.stream().flatMap(poll -> poll.failure().stream()).findFirst());
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
