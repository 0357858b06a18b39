package io.citrixexporter.poll;

import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** How the sessions on a site's machines are read. */
public interface PollStrategy {

    static PollStrategy of(ExporterConfig.Site site, CitrixClient client, ExporterConfig.Poll poll, TimeSource time) {
        return switch (site.strategy()) {
            case PER_MACHINE -> new PerMachinePoller(client, poll, time);
            case SITE -> new SiteWidePoller(client, time);
        };
    }

    /** A poll of each machine, in the same order; never fails, since what goes wrong is part of a poll. */
    Uni<List<MachinePoll>> poll(List<PollTarget> targets, Deadline deadline);

    /** Whether no machine can be polled before the inventory has been read. */
    boolean needsInventory();
}
