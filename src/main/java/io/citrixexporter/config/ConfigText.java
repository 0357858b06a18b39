package io.citrixexporter.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values of the keys of the exporter as text, from all sources of the configuration: without white space and quotes
 * around them, without blank ones, and with a key for each entry of a list. So values that were pasted need no converter of
 * their own, and the backslash of {@code CORP\CTX-01} survives, which the list converter of SmallRye would drop.
 */
final class ConfigText {
    private static final String SITES = "citrix.sites.";
    private static final Pattern SITE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final SmallRyeConfig config;
    private final Problems problems;

    private ConfigText(SmallRyeConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    /** The values by key; reports keys that do not exist. */
    static NavigableMap<String, String> of(SmallRyeConfig config, Problems problems) {
        ConfigText text = new ConfigText(config, problems);
        return text.values(text.keys());
    }

    private NavigableSet<String> keys() {
        NavigableSet<String> names = new TreeSet<>();
        config.getPropertyNames().forEach(names::add);
        // YAML puts a key with dots into quotes, and then nothing finds it.
        names.tailSet("\"citrix.").stream()
                .takeWhile(name -> name.startsWith("\"citrix."))
                .forEach(name -> problems.add(
                        name, "a key with dots is not read from YAML; write each part on a line of its own, indented"));
        List<String> variables =
                names.stream().filter(EnvironmentVariables::isCandidate).toList();
        NavigableSet<String> keys = names.stream()
                .filter(name -> name.startsWith("citrix.") && !isFromOneOf(variables, name))
                .filter(this::isUsable)
                .collect(Collectors.toCollection(TreeSet::new));
        NavigableSet<String> sites = keys.stream()
                .flatMap(key -> ConfigKeys.site(key).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        keys.addAll(new EnvironmentVariables(sites).keys(variables));
        return keys;
    }

    /** SmallRye lists a variable with its own name and with a guess at its key. */
    private boolean isFromOneOf(List<String> variables, String name) {
        ConfigValue value = Expressions.withoutExpansion(() -> config.getConfigValue(name));
        String source = value.getConfigSourceName();
        return source != null
                && source.startsWith("EnvConfigSource")
                && variables.stream().anyMatch(variable -> EnvironmentVariables.name(variable)
                        .equals(EnvironmentVariables.name(name)));
    }

    private boolean isUsable(String key) {
        Optional<String> badSite = ConfigKeys.site(key).filter(Predicate.not(SITE_NAME.asMatchPredicate()));
        if (badSite.isPresent()) {
            problems.add(
                    SITES + badSite.get(),
                    "a site's name is made of letters, digits, - and _; rename it, and write it without quotes");
            return false;
        }
        if (!ConfigKeys.known(key)) {
            problems.add(key, "no such key; did you mean %s?".formatted(ConfigKeys.nearest(key)));
            return false;
        }
        return true;
    }

    private NavigableMap<String, String> values(NavigableSet<String> keys) {
        NavigableMap<String, String> values = new TreeMap<>();
        Map<String, List<String>> byKey = keys.stream().collect(Collectors.groupingBy(ConfigKeys::withoutIndex));
        byKey.forEach((key, written) -> {
            if (ConfigKeys.isList(key)) {
                List<String> entries = entries(key, written);
                IntStream.range(0, entries.size()).forEach(i -> values.put(key + "[" + i + "]", entries.get(i)));
            } else {
                text(key).ifPresent(text -> values.put(key, text));
            }
        });
        List.copyOf(values.keySet()).stream()
                .flatMap(key -> ConfigKeys.site(key).stream())
                .forEach(site -> values.put(SITES + site + ".name", site));
        return values;
    }

    /** The entries of a list, written with a key for each, or separated by commas in the source that wins. */
    private List<String> entries(String key, List<String> written) {
        List<String> entryKeys = written.stream()
                .filter(name -> !name.equals(key))
                .sorted(Comparator.comparingInt(ConfigKeys::index))
                .toList();
        boolean commas = written.contains(key) && (entryKeys.isEmpty() || ordinal(key) > ordinal(entryKeys.get(0)));
        Stream<String> entries = commas
                ? text(key).stream().flatMap(text -> Arrays.stream(text.split(",")))
                : entryKeys.stream().flatMap(entryKey -> text(entryKey).stream());
        return entries.map(PastedText::unquoted)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private int ordinal(String key) {
        return Expressions.withoutExpansion(() -> config.getConfigValue(key)).getSourceOrdinal();
    }

    /** The value; quotes around a secret may belong to it. Citrix writes ids without the braces that Windows puts around them. */
    private Optional<String> text(String key) {
        return value(key)
                .map(text -> ConfigKeys.isSecret(key)
                        ? PastedText.trimmed(text)
                        : MachineIds.withoutBraces(PastedText.unquoted(text)))
                .filter(text -> !text.isEmpty());
    }

    private Optional<String> value(String key) {
        try {
            ConfigValue value = config.getConfigValue(key);
            if (!value.hasProblems()) {
                return Optional.ofNullable(value.getValue());
            }
        } catch (NoSuchElementException | IllegalArgumentException e) {
            // reported below, like a value with problems
        }
        problems.add(key, "refers with ${...} to something that is not set; set it, or write \\${ for a plain ${");
        return Optional.empty();
    }
}
