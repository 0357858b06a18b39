package io.citrixexporter.snapshot;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The one reference behind which all that is exported lies. Whoever reads it once sees one moment: snapshots are built
 * aside and put in whole.
 */
@ApplicationScoped
public class SnapshotHolder {
    private volatile NavigableMap<String, SiteSnapshot> current = Collections.emptyNavigableMap();

    /** All sites by name, unmodifiable. */
    public Map<String, SiteSnapshot> sites() {
        return current;
    }

    /** Replaces what is known of one site and leaves the others as they are. */
    public synchronized void publish(SiteSnapshot snapshot) {
        NavigableMap<String, SiteSnapshot> next = new TreeMap<>(current);
        next.put(snapshot.site(), snapshot);
        current = Collections.unmodifiableNavigableMap(next);
    }
}
