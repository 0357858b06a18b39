package io.citrixexporter.poll;

import io.citrixexporter.TestClock;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.snapshot.MachinePoll;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Results of cycles with defaults for what a test does not check. */
public final class CycleResults {
    private CycleResults() {}

    public static CycleResult completed(Instant start, Instant end, SiteIdentity identity, List<MachinePoll> polls) {
        return cycle(start, end, Optional.of(identity), Optional.empty(), polls);
    }

    public static CycleResult loginFailed(Instant start, Instant end, PollFailure failure, List<MachinePoll> polls) {
        return cycle(start, end, Optional.empty(), Optional.of(failure), polls);
    }

    private static CycleResult cycle(
            Instant start,
            Instant end,
            Optional<SiteIdentity> identity,
            Optional<PollFailure> signInFailure,
            List<MachinePoll> polls) {
        return new CycleResult(
                TestClock.at(start),
                TestClock.at(end),
                identity,
                "ddc1",
                signInFailure,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                polls);
    }
}
