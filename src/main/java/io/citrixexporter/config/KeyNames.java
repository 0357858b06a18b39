package io.citrixexporter.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sorts the names found in the configuration: which sites they configure, and which are no key.
 *
 * <p>A misspelt key is an error, since a setting that silently does nothing is worse than no start. An unknown
 * environment variable is not, since the environment is shared: the user's own {@code ${CITRIX_CLIENT_SECRET}}, and what
 * Kubernetes sets for a Service named {@code citrix-exporter}, begin like a key.
 */
final class KeyNames {
    private static final Pattern SITE_KEY = Pattern.compile("citrix\\.sites\\.(\"[^\"]*\"|[^.]+)\\.(.+)");
    private static final Pattern SITE_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern LIST_ENTRY =
            Pattern.compile("^(citrix\\.sites\\..+\\.(%s))\\[\\d+]$".formatted(lists(Function.identity())));
    private static final Pattern LIST_ENTRY_VARIABLE =
            Pattern.compile("^(CITRIX_SITES_.+_(%s))_\\d+_$".formatted(lists(KeyNames::variable)));
    // AUTH_TOKEN_URL also ends in URL: the longest ending that fits is the one that is meant.
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();
    private static final String ENVIRONMENT_PREFIX = "CITRIX_";
    static final String ENVIRONMENT_SITES = "CITRIX_SITES_";

    private final Problems problems;
    private final NavigableSet<String> sites = new TreeSet<>();
    private boolean meantForSites;

    KeyNames(RawConfig config, Problems problems) {
        this.problems = problems;
        List<String> variables = config.names().stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith(ENVIRONMENT_PREFIX))
                .toList();
        Set<String> capitals =
                variables.stream().map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
        config.names().stream()
                .filter(name -> name.startsWith("citrix."))
                .filter(name -> !capitals.contains(variable(name)) || !config.fromEnvironment(name))
                .forEach(this::sortKey);
        List<String> ignored =
                variables.stream().filter(name -> !sortVariable(name)).toList();
        new IgnoredVariables(sites).warn(ignored);
        // YAML puts a key with dots into quotes, and then nobody finds it.
        config.names().stream()
                .filter(name -> name.startsWith("\"citrix."))
                .forEach(name -> problems.add(
                        name, "a key with dots is not read from YAML; write each part on a line of its own, indented"));
    }

    /** The names of the sites that keys or variables configure. */
    NavigableSet<String> sites() {
        return sites;
    }

    /** Whether any key is meant for a site, even a misspelt one, or any variable is a key of a site. */
    boolean meantForSites() {
        return meantForSites;
    }

    private void sortKey(String name) {
        String key = LIST_ENTRY.matcher(name).replaceFirst("$1");
        meantForSites |= key.startsWith("citrix.sites");
        Matcher matcher = SITE_KEY.matcher(key);
        if (!matcher.matches()) {
            if (ConfigKey.byName(key).isEmpty()) {
                unknown(name, nearest(key));
            }
            return;
        }
        String site = matcher.group(1);
        if (!SITE_NAME.matcher(site).matches()) {
            problems.add(
                    "citrix.sites." + site,
                    "a site's name is made of letters, digits, - and _; rename it, and write it without quotes");
            return;
        }
        sites.add(site);
        String suffix = matcher.group(2);
        if (ConfigKey.bySuffix(suffix).isEmpty()) {
            unknown(
                    name,
                    "citrix.sites." + site + "." + Spelling.nearest(suffix, ConfigKey.siteKeys(), ConfigKey::suffix));
        }
    }

    /** Whether the variable is a key. */
    private boolean sortVariable(String name) {
        String plain =
                LIST_ENTRY_VARIABLE.matcher(name.toUpperCase(Locale.ROOT)).replaceFirst("$1");
        boolean known = Arrays.stream(ConfigKey.values())
                .anyMatch(key -> !key.perSite() && variable(key.pattern()).equals(plain));
        if (known) {
            return true;
        }
        Optional<String> site = siteOfVariable(plain);
        site.ifPresent(sites::add);
        meantForSites |= site.isPresent();
        return site.isPresent();
    }

    /** The site that a variable configures: one that is there already, or a new one, in small letters with dashes. */
    private Optional<String> siteOfVariable(String name) {
        return ConfigKey.siteKeys().stream()
                .map(key -> "_" + variable(key.suffix()))
                .sorted(LONGEST_FIRST)
                .filter(ending -> name.startsWith(ENVIRONMENT_SITES)
                        && name.endsWith(ending)
                        && name.length() > ENVIRONMENT_SITES.length() + ending.length())
                .findFirst()
                .map(ending -> name.substring(ENVIRONMENT_SITES.length(), name.length() - ending.length()))
                .map(this::siteNamed);
    }

    private String siteNamed(String variablePart) {
        return sites.stream()
                .filter(site -> variable(site).equals(variablePart))
                .findFirst()
                .orElse(variablePart.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private void unknown(String name, String suggestion) {
        problems.add(name, "no such key; did you mean " + suggestion + "?");
    }

    private static String nearest(String key) {
        return Spelling.nearest(key, List.of(ConfigKey.values()), ConfigKey::pattern);
    }

    /** A regular expression for the endings of all keys that are lists. */
    private static String lists(Function<String, String> spelling) {
        return ConfigKey.siteKeys().stream()
                .filter(ConfigKey::list)
                .map(ConfigKey::suffix)
                .map(spelling)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    /** The name of the environment variable of a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
