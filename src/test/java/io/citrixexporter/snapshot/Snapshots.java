package io.citrixexporter.snapshot;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.targets.PollTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Snapshots with defaults for what a test does not check. */
public final class Snapshots {
    private Snapshots() {}

    public static SiteSnapshot unpolled(String site, List<PollTarget> machines) {
        return SiteSnapshot.unpolled(
                site, "acme", "per-machine", SiteState.unpolled("ddc1", Optional.empty(), Optional.empty()), machines);
    }

    static SiteState state(Optional<SiteIdentity> identity, boolean reached, Instant end) {
        Optional<PollFailure> failure =
                Optional.of(CitrixException.deadline().asPollFailure()).filter(any -> !reached);
        return new SiteState(identity, "ddc1", TestClock.at(end), Optional.empty(), Optional.empty(), failure);
    }
}
