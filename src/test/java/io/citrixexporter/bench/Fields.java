package io.citrixexporter.bench;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requested fields of a session. */
record Fields(@Nullable Set<String> names) {
    static final Fields ALL = new Fields(null);

    static Fields of(String list) {
        return new Fields(Set.of(list.split(",")));
    }

    boolean has(String name) {
        return names == null || names.contains(name);
    }
}
