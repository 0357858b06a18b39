package io.citrixexporter.targets;

import io.citrixexporter.model.Machine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The machines of a site to poll, and the configured names that could not be resolved.
 *
 * @param machines the machines to poll
 * @param notFound configured names that match no machine of the inventory; they are polled under that name, except
 *     for ids and SIDs where several shards share the site
 * @param ambiguous configured names that match several machines, in the order of the configuration, and these machines; they are not
 *     polled
 * @param unassigned configured ids and SIDs that no shard polls while the inventory is unknown; empty without shards
 */
public record PollTargets(
        List<PollTarget> machines,
        List<String> notFound,
        Map<String, Set<Machine>> ambiguous,
        List<String> unassigned) {
    public PollTargets {
        machines = List.copyOf(machines);
        notFound = List.copyOf(notFound);
        ambiguous = Collections.unmodifiableMap(new LinkedHashMap<>(ambiguous));
        unassigned = List.copyOf(unassigned);
    }

    /** How many configured names match no machine or more than one. */
    public int unresolved() {
        return notFound.size() + ambiguous.size();
    }
}
