package io.citrixexporter.soak;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Counts all violations and keeps the first ones. */
final class Violations {
    private static final int MAX_KEPT = 20;

    private final List<String> first = new ArrayList<>();
    private int count;

    synchronized void add(String text) {
        count++;
        if (first.size() < MAX_KEPT) {
            first.add(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS) + " " + text);
        }
    }

    void check(boolean kept, String text) {
        if (!kept) {
            add(text);
        }
    }

    synchronized int count() {
        return count;
    }

    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
