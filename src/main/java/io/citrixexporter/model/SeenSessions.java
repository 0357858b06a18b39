package io.citrixexporter.model;

import java.util.HashSet;
import java.util.Set;

/** Finds duplicates: a list that is read while sessions start and end may contain a session twice. */
public final class SeenSessions {
    private final Set<String> ids = new HashSet<>();

    /** Whether this session has not been seen before. One without an id always counts as new. */
    public boolean isNew(Session session) {
        String id = session.id();
        return id == null || id.isBlank() || ids.add(MachineNames.comparable(id));
    }
}
