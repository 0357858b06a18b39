package io.citrixexporter.demo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The top-level fields that the client wants of each item, in lower case; none means all. Unknown names do no harm. */
record Fields(Set<String> names) {

    static Fields of(@Nullable String parameter) {
        if (parameter == null) {
            return new Fields(Set.of());
        }
        return new Fields(Arrays.stream(parameter.split(",", -1))
                .map(name -> name.trim().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean include(String name) {
        return names.isEmpty() || names.contains(name.toLowerCase(Locale.ROOT));
    }
}
