package io.citrixexporter.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Environment variables that begin with {@code CITRIX_} and are no key. Other programs and the user's own
 * {@code ${...}} expressions use such variables too, so that only those that look like a misspelt key are logged.
 */
final class IgnoredVariables {
    private static final Logger LOG = Logger.getLogger(IgnoredVariables.class);
    private static final int MAX_CHANGES = 2;
    private static final int MAX_NAMES = 20;
    private static final Pattern LIST_ENTRY = Pattern.compile("(.+?)(_\\d+_)?");

    private final List<String> keys;
    private final List<String> sitePrefixes;

    /** For a configuration with these sites. */
    IgnoredVariables(Collection<String> sites) {
        this.sitePrefixes = sites.stream()
                .map(site -> KeyNames.ENVIRONMENT_SITES + KeyNames.variable(site) + "_")
                .toList();
        this.keys = Arrays.stream(ConfigKey.values())
                .flatMap(key -> key.perSite() ? sites.stream().map(key::of) : Stream.of(key.pattern()))
                .map(KeyNames::variable)
                .toList();
    }

    /** Logs the names of the suspect ones in one line, if there are any, and no values. */
    void warn(List<String> variables) {
        List<String> suspects =
                variables.stream().flatMap(name -> suspicion(name).stream()).toList();
        if (!suspects.isEmpty()) {
            String more = suspects.size() > MAX_NAMES ? " and " + (suspects.size() - MAX_NAMES) + " more" : "";
            LOG.warnf(
                    "ignored environment variables: %s%s",
                    suspects.stream().limit(MAX_NAMES).collect(Collectors.joining(", ")), more);
        }
    }

    private Optional<String> suspicion(String name) {
        String capitals = name.toUpperCase(Locale.ROOT);
        return meant(capitals)
                .map(key -> "did you mean " + key + "?")
                .or(() -> Optional.of("ends with no key of a site")
                        .filter(text -> capitals.startsWith(KeyNames.ENVIRONMENT_SITES)))
                .map(text -> "%s (%s)".formatted(Problems.printable(name), text));
    }

    private Optional<String> meant(String capitals) {
        Matcher matcher = LIST_ENTRY.matcher(capitals);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String plain = matcher.group(1);
        String entry = Optional.ofNullable(matcher.group(2)).orElse("");
        return Spelling.close(plain, keys, MAX_CHANGES)
                .or(() -> withPartLeftOut(plain))
                .map(key -> key + entry);
    }

    /** The only key of a site that ends so, as {@code AUTH} is easily forgotten. */
    private Optional<String> withPartLeftOut(String variable) {
        List<String> longer = sitePrefixes.stream()
                .filter(variable::startsWith)
                .flatMap(prefix -> keys.stream()
                        .filter(key ->
                                key.startsWith(prefix) && key.endsWith("_" + variable.substring(prefix.length()))))
                .distinct()
                .toList();
        return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
    }
}
