package io.citrixexporter.poll;

import io.citrixexporter.config.OneLine;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.targets.PollTargets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Logs changes of the inventory and the poll targets of one site. */
final class TargetLog {
    private static final Logger LOG = Logger.getLogger(TargetLog.class);
    private static final int MAX_NAMES = 20;
    private static final int MAX_MATCHES = 5;
    private static final int MAX_LENGTH = 64;

    private final String site;
    private boolean inventoryBad;
    private @Nullable Set<String> listed;
    private boolean empty;
    private Set<String> notFound = Set.of();
    private Set<String> ambiguous = Set.of();
    private Set<String> unassigned = Set.of();

    TargetLog(String site) {
        this.site = site;
    }

    void inventoryRead(List<Machine> machines) {
        Set<String> now = machines.stream()
                .map(machine -> machine.id() + machine.deliveryGroup())
                .collect(Collectors.toSet());
        if (inventoryBad || !now.equals(listed)) {
            LOG.infof("%s: inventory read, %d machines", site, machines.size());
            // Logged again if there is still no target after the inventory has changed.
            empty = false;
        }
        inventoryBad = false;
        listed = now;
    }

    void inventoryFailed(PollFailure failure, boolean known) {
        if (!inventoryBad) {
            inventoryBad = true;
            LOG.warnf(
                    "%s: reading the inventory failed, %s: %s; %s",
                    site,
                    failure.reason().label(),
                    failure.message(),
                    known ? "keeping the previous one" : "only configured machines can be polled");
        }
    }

    void selected(PollTargets targets, boolean known) {
        unassigned = log(
                "not polled, since shards need the inventory to assign an id or SID; write DOMAIN\\NAME, or set"
                        + " inventory.interval",
                targets.unassigned(),
                unassigned);
        if (!known) {
            return;
        }
        if (targets.machines().isEmpty() && !empty) {
            LOG.warnf("%s: no machine is selected; check machines, discovery and shard", site);
        }
        empty = targets.machines().isEmpty();
        notFound = log("not found in the inventory", targets.notFound(), notFound);
        ambiguous = log(
                "that match several machines are not polled; write the id of one of the matches",
                targets.ambiguous().entrySet().stream()
                        .map(name -> withMatches(name.getKey(), name.getValue()))
                        .toList(),
                ambiguous);
    }

    /** The names and ids of the matches come from the server. */
    private static String withMatches(String name, Set<Machine> matches) {
        String more = matches.size() > MAX_MATCHES ? ", ..." : "";
        return matches.stream()
                .limit(MAX_MATCHES)
                .map(machine -> OneLine.of(machine.name(), MAX_LENGTH) + " " + OneLine.of(machine.id(), MAX_LENGTH))
                .collect(Collectors.joining(", ", name + " (", more + ")"));
    }

    private Set<String> log(String what, List<String> names, Set<String> logged) {
        Set<String> now = new TreeSet<>(names);
        if (!now.isEmpty() && !now.equals(logged)) {
            String more = now.size() > MAX_NAMES ? " and " + (now.size() - MAX_NAMES) + " more" : "";
            LOG.warnf(
                    "%s: configured names %s: %s%s",
                    site, what, String.join(", ", now.stream().limit(MAX_NAMES).toList()), more);
        }
        return now;
    }
}
