package io.citrixexporter.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The configuration as text, from files, system properties and environment variables alike.
 *
 * <p>Values are read raw and not through a converter: SmallRye's list converter drops single backslashes, and with
 * them the domain of {@code CORP\CTX-01}.
 */
final class RawConfig {
    private final SmallRyeConfig config;
    private final Problems problems;

    RawConfig(SmallRyeConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    /** The value without white space around it; empty where the key is absent or blank. */
    Optional<String> text(String key) {
        return value(key).map(ConfigValue::getValue).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The entries of a list, written as a YAML list or separated by commas; without blank ones. */
    List<String> list(String key) {
        Optional<ConfigValue> joined = value(key);
        Optional<ConfigValue> first = value(key + "[0]");
        boolean indexed = first.isPresent()
                && joined.map(value -> value.getSourceOrdinal() <= first.get().getSourceOrdinal())
                        .orElse(true);
        List<String> entries = indexed
                ? indexed(key)
                : joined.map(ConfigValue::getValue)
                        .map(text -> Arrays.asList(text.split(",")))
                        .orElse(List.of());
        return entries.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private List<String> indexed(String key) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; ; i++) {
            Optional<ConfigValue> entry = value(key + "[" + i + "]");
            if (entry.isEmpty()) {
                return entries;
            }
            entries.add(entry.get().getValue());
        }
    }

    /** The names of all properties in order, those of environment variables as the environment spells them. */
    NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    boolean fromEnvironment(String name) {
        return value(name)
                .map(ConfigValue::getConfigSourceName)
                .map(source -> source.startsWith("EnvConfigSource"))
                .orElse(false);
    }

    private Optional<ConfigValue> value(String key) {
        try {
            ConfigValue value = config.getConfigValue(key);
            return value.getValue() == null ? Optional.empty() : Optional.of(value);
        } catch (NoSuchElementException | IllegalArgumentException e) {
            problems.add(key, "refers with ${...} to something that is not set; set it, or write \\${ for a plain ${");
            return Optional.empty();
        }
    }
}
