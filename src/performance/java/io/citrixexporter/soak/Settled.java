package io.citrixexporter.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Whether the exporter shows the exact state of the site once nothing changes any more. */
final class Settled {
    private final Machines machines;

    Settled(Machines machines) {
        this.machines = machines;
    }

    boolean all(Optional<Scrape> scrape) {
        return scrape.map(Scrape::seen).map(this::missing).filter(List::isEmpty).isPresent();
    }

    /** The missing values; empty if none. */
    List<String> missing(Exposition seen) {
        List<String> missing = new ArrayList<>();
        Map<String, ShownMachine> shown = ShownMachine.of(seen);
        TreeSet<String> surplus = new TreeSet<>(shown.keySet());
        for (SoakMachine machine : machines.present()) {
            surplus.remove(machine.label());
            ShownMachine row = shown.get(machine.label());
            if (row == null || !row.complete() || !row.up() || !row.counted()) {
                missing.add(machine.label() + " is not up");
            } else if (!row.sessions().equals(machine.sessions().now())) {
                missing.add(machine.label() + " shows " + row.sessions() + " instead of "
                        + machine.sessions().now());
            }
        }
        surplus.forEach(label -> missing.add(label + " is not gone"));
        if (seen.value("citrix_site_up") != 1) {
            missing.add("the site is not up");
        }
        return missing;
    }
}
