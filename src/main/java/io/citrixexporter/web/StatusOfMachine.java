package io.citrixexporter.web;

import io.citrixexporter.snapshot.MachineSnapshot;

/**
 * A machine on the status page, as text.
 *
 * @param machine its label
 * @param up whether its last poll succeeded
 * @param state the same as text
 * @param reason why not, or empty
 * @param since since when not, or empty
 */
record StatusOfMachine(
        String site, String machine, String deliveryGroup, boolean up, String state, String reason, String since) {

    static StatusOfMachine of(String site, MachineSnapshot machine) {
        boolean down = machine.outage().isPresent();
        return new StatusOfMachine(
                site,
                machine.target().label(),
                machine.target().deliveryGroup(),
                machine.up(),
                machine.up() ? "up" : down ? "down" : "not polled yet",
                machine.outage().map(outage -> outage.failure().text()).orElse(""),
                machine.outage()
                        .map(outage -> StatusOfSite.text(outage.since()))
                        .orElse(""));
    }

    /** Whether its last poll failed. */
    boolean down() {
        return !since.isEmpty();
    }
}
