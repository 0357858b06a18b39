package io.citrixexporter.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The errors of a configuration, collected so that all of them are reported at once: one line each, with the key, the value
 * where it is no secret, and how to fix it.
 */
final class Problems {
    private static final int MAX_LENGTH = 255;

    private final NavigableMap<String, Set<String>> linesByKey = new TreeMap<>();

    /**
     * A key that is missing, or whose value explains nothing or is a secret. Ignored if the key has a problem already: what
     * cannot be read is not missing as well.
     */
    void add(String key, String fix) {
        if (!has(key)) {
            addText(key, ": " + fix);
        }
    }

    /** A key with a value that cannot be used. */
    void add(String key, String value, String fix) {
        addText(key, " = \"%s\": %s".formatted(printable(value), fix));
    }

    /** A key and the rest of the line, with the value or without it. */
    void addText(String key, String rest) {
        linesByKey.computeIfAbsent(key, ignored -> new TreeSet<>()).add(printable(key) + rest);
    }

    /** Whether the value of this key cannot be used. */
    boolean has(String key) {
        return linesByKey.containsKey(key);
    }

    /** Whether any key that begins so cannot be used. */
    boolean hasAnyBelow(String prefix) {
        return linesByKey.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /**
     * Ends the start if there are problems.
     *
     * @throws ConfigurationException with all lines in alphabetical order
     */
    void throwIfAny() {
        List<String> lines = linesByKey.values().stream().flatMap(Set::stream).toList();
        if (!lines.isEmpty()) {
            throw new ConfigurationException("The configuration has %s:\n  %s"
                    .formatted(
                            lines.size() == 1 ? "a problem" : lines.size() + " problems", String.join("\n  ", lines)));
        }
    }

    /** The text on one line, shortened, with {@code ?} for every invisible character. */
    static String printable(String text) {
        return OneLine.of(text, MAX_LENGTH);
    }
}
