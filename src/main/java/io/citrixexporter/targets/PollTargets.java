package io.citrixexporter.targets;

import java.util.List;

/**
 * The machines of a site that are polled, as far as is known now.
 *
 * @param machines what is polled
 * @param notFound configured names that match no machine of the inventory; they are polled under that name, except
 *     for ids and SIDs where several shards share the site
 * @param ambiguous configured names that match several machines; they are not polled
 * @param unassigned configured ids and SIDs that no shard polls while the inventory is not known; empty for an exporter
 *     that polls alone
 */
public record PollTargets(
        List<MachineRef> machines, List<String> notFound, List<AmbiguousName> ambiguous, List<String> unassigned) {
    public PollTargets {
        machines = List.copyOf(machines);
        notFound = List.copyOf(notFound);
        ambiguous = List.copyOf(ambiguous);
        unassigned = List.copyOf(unassigned);
    }

    /** How many configured names match no machine or more than one. */
    public int unresolved() {
        return notFound.size() + ambiguous.size();
    }
}
