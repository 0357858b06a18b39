package io.citrixexporter.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The history of a value; values that ended longer ago than {@link #MEMORY} are dropped. */
final class History<T> {
    static final Duration MEMORY = Duration.ofMinutes(3);

    private final NavigableMap<Instant, T> values = new TreeMap<>();

    History(T first) {
        values.put(Instant.MIN, first);
    }

    synchronized void set(T value, Instant from) {
        // Of two changes at the same time, both values are valid at that time.
        Instant later = from.isAfter(values.lastKey()) ? from : values.lastKey().plusNanos(1);
        values.put(later, value);
        Instant oldest = values.floorKey(from.minus(MEMORY));
        values.headMap(oldest, false).clear();
    }

    synchronized T now() {
        return values.lastEntry().getValue();
    }

    synchronized T at(Instant time) {
        return values.floorEntry(time).getValue();
    }

    /** Every value in a period. */
    synchronized List<T> during(Instant from, Instant to) {
        return new ArrayList<>(
                values.subMap(values.floorKey(from), true, to, true).values());
    }

    /** Whether the history contains a value. */
    synchronized boolean knows(T value) {
        return values.containsValue(value);
    }
}
