package io.citrixexporter.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with the configuration, collected so that the user sees all of it at once: one line per problem, which
 * names the key, the value where it is no secret, and the mend.
 */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    /** A key that is missing, or wrong in a way that its value would not explain, or whose value is a secret. */
    void add(String key, String problem) {
        lines.add(key + ": " + problem);
    }

    /** A key with a value that cannot be used. */
    void add(String key, String value, String problem) {
        lines.add("%s = \"%s\": %s".formatted(key, value, problem));
    }

    boolean none() {
        return lines.isEmpty();
    }

    /** The problems in the order in which they were found, each once. */
    List<String> lines() {
        return List.copyOf(
                Set.copyOf(lines).size() == lines.size()
                        ? lines
                        : lines.stream().distinct().toList());
    }

    /** An exception whose message is the whole report; Quarkus prints it alone and exits with status 1. */
    ConfigurationException toException() {
        List<String> found = lines();
        String heading = found.size() == 1
                ? "The configuration has a problem:"
                : "The configuration has " + found.size() + " problems:";
        return new ConfigurationException(heading + "\n  " + String.join("\n  ", found));
    }
}
