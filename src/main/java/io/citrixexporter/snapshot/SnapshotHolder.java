package io.citrixexporter.snapshot;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The one reference to the data that is exported. Reading it once gives a consistent view: a snapshot is built completely
 * before it replaces the previous one.
 */
@ApplicationScoped
public class SnapshotHolder {
    private volatile NavigableMap<String, SiteSnapshot> current = Collections.emptyNavigableMap();

    /** All sites by name, unmodifiable. */
    public Map<String, SiteSnapshot> sites() {
        return current;
    }

    /** Replaces the snapshot of one site. */
    public synchronized void publish(SiteSnapshot snapshot) {
        NavigableMap<String, SiteSnapshot> next = new TreeMap<>(current);
        next.put(snapshot.site(), snapshot);
        current = Collections.unmodifiableNavigableMap(next);
    }
}
