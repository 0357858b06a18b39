package io.citrixexporter.demo;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The top-level fields of each item that the client asks for, in any case; none means all. Unknown names are ignored. */
record FieldSelection(Set<String> names) {
    static final FieldSelection ALL = new FieldSelection(Set.of());

    static FieldSelection of(@Nullable String parameter) {
        return parameter == null
                ? ALL
                : new FieldSelection(Stream.of(parameter.split(",", -1))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER))));
    }

    boolean includes(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
