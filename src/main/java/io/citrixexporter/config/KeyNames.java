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
 * Sorts the names found in the configuration: which sites they speak of, and which of them nobody knows.
 *
 * <p>A misspelt key is an error, since a setting that silently does nothing is worse than no start. The one exception
 * are the variables that Kubernetes sets for a Service whose name begins with {@code citrix}.
 */
final class KeyNames {
    private static final Pattern SITE_KEY = Pattern.compile("citrix\\.sites\\.(\"[^\"]*\"|[^.]+)\\.(.+)");
    private static final Pattern SITE_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern LIST_ENTRY =
            Pattern.compile("^(citrix\\.sites\\..+\\.(%s))\\[\\d+]$".formatted(lists(Function.identity())));
    private static final Pattern LIST_ENTRY_VARIABLE =
            Pattern.compile("^(CITRIX_SITES_.+_(%s))_\\d+_$".formatted(lists(KeyNames::variable)));
    private static final Pattern KUBERNETES_SERVICE =
            Pattern.compile("CITRIX_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");
    // AUTH_TOKEN_URL also ends in URL: the longest ending that fits is the one that is meant.
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();
    private static final String ENVIRONMENT_PREFIX = "CITRIX_";
    private static final String ENVIRONMENT_SITES = "CITRIX_SITES_";

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
        variables.forEach(this::sortVariable);
        // YAML puts a key with dots into quotes, and then nobody finds it.
        config.names().stream()
                .filter(name -> name.startsWith("\"citrix."))
                .forEach(name -> problems.add(
                        name, "a key with dots is not read from YAML; write each part on a line of its own, indented"));
    }

    /** The names of the sites that keys or variables speak of. */
    NavigableSet<String> sites() {
        return sites;
    }

    /** Whether any key or variable is meant for a site, be it usable or not. */
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

    private void sortVariable(String name) {
        String capitals = name.toUpperCase(Locale.ROOT);
        String plain = LIST_ENTRY_VARIABLE.matcher(capitals).replaceFirst("$1");
        meantForSites |= plain.startsWith(ENVIRONMENT_SITES);
        boolean known = Arrays.stream(ConfigKey.values())
                .anyMatch(key -> !key.perSite() && variable(key.pattern()).equals(plain));
        if (known) {
            return;
        }
        Optional<String> site = siteOfVariable(plain);
        if (site.isPresent()) {
            sites.add(site.get());
        } else if (!KUBERNETES_SERVICE.matcher(capitals).matches()) {
            problems.add(
                    name,
                    "no such setting; a variable is a key in capitals with _ for everything else,"
                            + " such as CITRIX_POLL_INTERVAL or CITRIX_SITES_PROD_AUTH_CLIENT_ID");
        }
    }

    /** The site that a variable speaks of: one that is there already, or a new one, in small letters with dashes. */
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

    /** How a key is spelt as a variable of the environment. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
