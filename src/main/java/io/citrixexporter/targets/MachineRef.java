package io.citrixexporter.targets;

import io.citrixexporter.model.Machine;
import java.util.Optional;

/**
 * Names a machine of a site.
 *
 * @param name what the API is asked for: {@code DOMAIN\NAME}, a DNS name or an id
 * @param label the value of the {@code machine} label, unique within the site
 * @param machine what the inventory says of it, where there is one that knows it
 */
public record MachineRef(String name, String label, Optional<Machine> machine) {

    /** A machine of which nothing is known but its name. */
    public static MachineRef named(String name, String label) {
        return new MachineRef(name, label, Optional.empty());
    }

    /** A machine of the inventory; it is asked for by its id, which no other machine has. */
    static MachineRef of(Machine machine, String label) {
        return new MachineRef(machine.id(), label, Optional.of(machine));
    }

    /** The value of the {@code delivery_group} label; empty while it is not known. */
    public String deliveryGroup() {
        return machine.map(Machine::deliveryGroup).orElse("");
    }
}
