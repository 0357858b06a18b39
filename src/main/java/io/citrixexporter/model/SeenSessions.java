package io.citrixexporter.model;

import java.util.HashSet;
import java.util.Set;

/** Remembers which sessions a list has named: one read while sessions come and go may name one twice. */
public final class SeenSessions {
    private final Set<String> ids = new HashSet<>();

    /** Whether this session has not been seen before. One without an id always counts as new. */
    public boolean isNew(Session session) {
        String id = session.id();
        return id == null || id.isBlank() || ids.add(id);
    }
}
