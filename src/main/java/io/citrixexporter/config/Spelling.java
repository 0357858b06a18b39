package io.citrixexporter.config;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Finds what a misspelt key was probably meant to be. */
final class Spelling {
    private Spelling() {}

    /** The candidate's text with the fewest letters to change, add or drop to get from {@code text} to it. */
    static <T> String nearest(String text, List<T> candidates, Function<T, String> textOf) {
        return candidates.stream()
                .map(textOf)
                .min(Comparator.comparingInt(candidate -> distance(text, candidate)))
                .orElseThrow();
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
