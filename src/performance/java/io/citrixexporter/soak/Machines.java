package io.citrixexporter.soak;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All current and former machines of the site by label. */
final class Machines {
    private final Map<String, SoakMachine> byLabel = new ConcurrentSkipListMap<>();

    /** Adds a new machine. */
    SoakMachine addNew(Instant now) {
        SoakMachine machine = new SoakMachine(byLabel.size() + 1);
        machine.presence().set(true, now);
        byLabel.put(machine.label(), machine);
        return machine;
    }

    Optional<SoakMachine> find(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }

    Collection<SoakMachine> all() {
        return byLabel.values();
    }

    List<SoakMachine> present() {
        return byLabel.values().stream()
                .filter(machine -> machine.presence().now())
                .toList();
    }

    List<SoakMachine> gone() {
        return byLabel.values().stream()
                .filter(machine -> !machine.presence().now())
                .toList();
    }

    List<SoakMachine> presentAt(Instant time) {
        return byLabel.values().stream()
                .filter(machine -> machine.presence().at(time))
                .toList();
    }
}
