package io.citrixexporter.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a misspelt key was probably meant to be. */
final class Spelling {
    private Spelling() {}

    /**
     * The candidate's text with the fewest letters to change, add or drop to get from {@code text} to it. One that only
     * lacks what stands before it, as {@code client-id} lacks {@code auth}, is nearest.
     */
    static <T> String nearest(String text, List<T> candidates, Function<T, String> textOf) {
        List<String> texts = candidates.stream().map(textOf).toList();
        return texts.stream()
                .filter(candidate -> candidate.endsWith("." + text))
                .findFirst()
                .orElseGet(() -> fewestChanges(text, texts));
    }

    /** The candidate nearest to a text, if there are at most so many letters to change, add or drop. */
    static Optional<String> close(String text, List<String> candidates, int maxChanges) {
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - text.length()) <= maxChanges)
                .filter(candidate -> distance(text, candidate) <= maxChanges)
                .min(Comparator.comparingInt(candidate -> distance(text, candidate)));
    }

    private static String fewestChanges(String text, List<String> candidates) {
        return candidates.stream()
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
