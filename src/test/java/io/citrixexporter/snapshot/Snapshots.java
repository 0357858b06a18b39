package io.citrixexporter.snapshot;

import io.citrixexporter.TestClock;
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
                site,
                "acme",
                "per-machine",
                SiteState.unpolled("ddc1", InventoryStatus.OFF, Optional.empty()),
                machines);
    }

    static SiteState state(Optional<SiteIdentity> identity, boolean reached, Instant end) {
        return new SiteState(
                identity, "ddc1", reached, TestClock.at(end), InventoryStatus.OFF, Optional.empty(), Optional.empty());
    }
}
