package io.citrixexporter.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with the configuration, collected so that the user sees all of it at once: one line per problem, which
 * names the key, the value where it is no secret, and the mend.
 */
final class Problems {
    private static final int LONGEST_TEXT = 255;

    private final Set<String> lines = new LinkedHashSet<>();
    private final Set<String> keys = new HashSet<>();

    /**
     * A key that is missing, or wrong in a way that its value would not explain, or whose value is a secret. Says
     * nothing more of a key that has a problem already: what cannot be read is not missing as well.
     */
    void add(String key, String problem) {
        if (keys.add(key)) {
            lines.add(printable(key) + ": " + problem);
        }
    }

    /** A key with a value that cannot be used. */
    void add(String key, String value, String problem) {
        keys.add(key);
        lines.add("%s = \"%s\": %s".formatted(printable(key), printable(value), problem));
    }

    /** Whether the value of this key could not be used. */
    boolean concern(String key) {
        return keys.contains(key);
    }

    boolean none() {
        return lines.isEmpty();
    }

    /** The problems in the order in which they were found, each once. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** An exception whose message is the whole report; Quarkus prints it alone and exits with status 1. */
    ConfigurationException toException() {
        List<String> found = lines();
        String heading = found.size() == 1
                ? "The configuration has a problem:"
                : "The configuration has " + found.size() + " problems:";
        return new ConfigurationException(heading + "\n  " + String.join("\n  ", found));
    }

    /** The text on one line, of a length to read, with {@code ?} for every character that would not show. */
    static String printable(String text) {
        return OneLine.of(text, LONGEST_TEXT);
    }
}
