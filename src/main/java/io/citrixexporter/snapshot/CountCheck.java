package io.citrixexporter.snapshot;

import java.util.List;
import java.util.stream.Stream;

/**
 * Compares how many sessions the inventory says a machine has with how many the API listed.
 *
 * <p>Nobody knows whether the list is capped. The two counts are read seconds apart, so that they differ now and then by
 * logons in between; only a difference that lasts says something.
 *
 * @param differences inventory minus list, of the last three times both were read, oldest first
 */
public record CountCheck(List<Integer> differences) {
    private static final int MEMORY = 3;

    /** Nothing has been compared yet. */
    public static final CountCheck NONE = new CountCheck(List.of());

    public CountCheck {
        differences = List.copyOf(differences);
    }

    CountCheck and(int difference) {
        List<Integer> all =
                Stream.concat(differences.stream(), Stream.of(difference)).toList();
        return new CountCheck(all.subList(Math.max(0, all.size() - MEMORY), all.size()));
    }

    /**
     * The part of the difference that has lasted three comparisons: positive where the list was too short each time,
     * negative where it was too long, else 0.
     */
    public int lasting() {
        if (differences.size() < MEMORY) {
            return 0;
        }
        int least = differences.stream().mapToInt(Integer::intValue).min().orElse(0);
        int most = differences.stream().mapToInt(Integer::intValue).max().orElse(0);
        return least > 0 ? least : Math.min(most, 0);
    }
}
