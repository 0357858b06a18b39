package io.citrixexporter.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    /** The value without white space or quotes around it; empty where the key is absent or blank. */
    Optional<String> text(String key) {
        return value(key).map(ConfigValue::getValue).map(PastedText::unquoted).filter(text -> !text.isEmpty());
    }

    /** The value without white space around it; quotes may belong to it. */
    Optional<String> secret(String key) {
        return value(key).map(ConfigValue::getValue).map(PastedText::trimmed).filter(text -> !text.isEmpty());
    }

    /** The value before {@code ${...}} and {@code $$} are replaced. */
    String unexpanded(String key) {
        String raw =
                Expressions.withoutExpansion(() -> config.getConfigValue(key).getValue());
        return raw == null ? "" : raw;
    }

    /** The entries of a list, written as a YAML list or separated by commas; without blank ones. */
    List<String> list(String key) {
        List<String> entryKeys = entryKeys(key);
        boolean joined = entryKeys.isEmpty() || ordinal(key) > ordinal(entryKeys.get(0));
        Stream<String> entries = joined
                ? text(key).stream().flatMap(text -> Arrays.stream(text.split(",")))
                : entryKeys.stream().flatMap(entryKey -> text(entryKey).stream());
        return entries.map(PastedText::unquoted)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** The keys of the entries of a list, {@code key[0]} and so on; a gap in the numbers ends no list. */
    private List<String> entryKeys(String key) {
        Pattern entry = Pattern.compile(Pattern.quote(KeyNames.variable(key)) + "_(\\d{1,9})_");
        return names().stream()
                .map(name -> entry.matcher(KeyNames.variable(name)))
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .distinct()
                .sorted()
                .map(index -> key + "[" + index + "]")
                .toList();
    }

    private int ordinal(String key) {
        try {
            return config.getConfigValue(key).getSourceOrdinal();
        } catch (NoSuchElementException | IllegalArgumentException e) {
            return Integer.MIN_VALUE; // the problem is noted where the value is read
        }
    }

    /** The names of all properties in order, those of environment variables as the environment spells them. */
    NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    /** Whether the value comes from an environment variable; one of another program may hold what looks like ${...}. */
    boolean fromEnvironment(String name) {
        String source =
                Expressions.withoutExpansion(() -> config.getConfigValue(name).getConfigSourceName());
        return source != null && source.startsWith("EnvConfigSource");
    }

    private Optional<ConfigValue> value(String key) {
        try {
            ConfigValue value = config.getConfigValue(key);
            if (!value.hasProblems()) {
                return value.getValue() == null ? Optional.empty() : Optional.of(value);
            }
        } catch (NoSuchElementException | IllegalArgumentException e) {
            // as good as a value with problems: its expression cannot be expanded
        }
        problems.add(key, "refers with ${...} to something that is not set; set it, or write \\${ for a plain ${");
        return Optional.empty();
    }
}
