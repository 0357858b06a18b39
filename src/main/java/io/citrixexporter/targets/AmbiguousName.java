package io.citrixexporter.targets;

import io.citrixexporter.model.Machine;
import java.util.Collection;
import java.util.List;

/**
 * A configured name that matches several machines.
 *
 * @param name as configured
 * @param matches the machines
 */
public record AmbiguousName(String name, List<Machine> matches) {
    AmbiguousName(String name, Collection<Machine> matches) {
        this(name, List.copyOf(matches));
    }
}
