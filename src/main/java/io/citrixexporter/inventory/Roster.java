package io.citrixexporter.inventory;

import java.util.List;

/**
 * The machines of a site that are polled, as far as is known now.
 *
 * @param machines what is polled
 * @param notFound configured names that no machine of the inventory bears; they are polled under that name
 * @param ambiguous configured names that several machines bear; they are not polled
 */
public record Roster(List<MachineRef> machines, List<String> notFound, List<String> ambiguous) {
    public Roster {
        machines = List.copyOf(machines);
        notFound = List.copyOf(notFound);
        ambiguous = List.copyOf(ambiguous);
    }

    /** How many configured names stand for no machine in particular. */
    public int unresolved() {
        return notFound.size() + ambiguous.size();
    }
}
