package io.citrixexporter.snapshot;

import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the session count of the inventory with the number of sessions that the API listed.
 *
 * <p>The API may truncate the list without saying so. The two counts are read seconds apart and can differ by logons in
 * between, so only a lasting difference is reported.
 *
 * @param differences inventory minus list of the last three comparisons, oldest first
 */
public record CountCheck(List<Integer> differences) {
    private static final int WINDOW = 3;

    /** No comparison yet. */
    public static final CountCheck NONE = new CountCheck(List.of());

    public CountCheck {
        differences = List.copyOf(differences);
    }

    CountCheck and(int difference) {
        List<Integer> all =
                Stream.concat(differences.stream(), Stream.of(difference)).toList();
        return new CountCheck(all.subList(Math.max(0, all.size() - WINDOW), all.size()));
    }

    /**
     * The part of the difference that has lasted three comparisons: positive where the list was too short each time,
     * negative where it was too long, else 0.
     */
    public int lasting() {
        if (differences.size() < WINDOW) {
            return 0;
        }
        int min = differences.stream().mapToInt(Integer::intValue).min().orElse(0);
        int max = differences.stream().mapToInt(Integer::intValue).max().orElse(0);
        return min > 0 ? min : Math.min(max, 0);
    }
}
