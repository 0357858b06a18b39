package io.citrixexporter.targets;

import io.citrixexporter.model.Machine;
import java.util.Optional;

/**
 * A machine to poll.
 *
 * @param name the name in API calls: {@code DOMAIN\NAME}, a DNS name or an id
 * @param label the value of the {@code machine} label, unique within the site
 * @param machine the machine in the inventory; empty if it is not found there
 */
public record PollTarget(String name, String label, Optional<Machine> machine) {
    /** Longer label values are truncated, so that they might not be unique. */
    public static final int MAX_LABEL_LENGTH = 255;

    /** A machine that is known by name only. */
    public static PollTarget named(String name, String label) {
        return new PollTarget(name, label, Optional.empty());
    }

    /** A machine of the inventory, polled by its unique id. */
    static PollTarget of(Machine machine, String label) {
        return new PollTarget(machine.id(), label, Optional.of(machine));
    }

    /** The value of the {@code delivery_group} label; empty while unknown. */
    public String deliveryGroup() {
        return machine.map(Machine::deliveryGroup).orElse("");
    }
}
