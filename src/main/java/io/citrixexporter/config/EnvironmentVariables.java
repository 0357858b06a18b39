package io.citrixexporter.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Finds the keys that environment variables set. SmallRye does the same, but not for a site whose name has a dash and that
 * is set by variables alone.
 *
 * <p>A variable that is no key is ignored, since other programs and the user's own {@code ${...}} expressions use variables
 * that begin with {@code CITRIX_} too. One that looks like a misspelt key is logged.
 */
final class EnvironmentVariables {
    private static final Logger LOG = Logger.getLogger(EnvironmentVariables.class);
    private static final String SITES = "CITRIX_SITES_";
    private static final Pattern ENTRY = Pattern.compile("(.+?)(?:_(\\d{1,9})_)?");
    /** The shortest name of a site, and so the longest key: AUTH_TOKEN_URL also ends with URL. */
    private static final Pattern SITE_KEY = Pattern.compile(ConfigKeys.forSite("*").stream()
            .filter(key -> key.contains("*"))
            .map(key -> name(key.substring(key.indexOf('*') + 2)))
            .collect(Collectors.joining("|", SITES + "(.+?)_(?:", ")(?:_\\d{1,9}_)?")));

    private static final int MAX_CHANGES = 2;
    private static final int MAX_NAMES = 20;

    private final NavigableSet<String> sites;

    /** For a configuration that has these sites without the variables. */
    EnvironmentVariables(NavigableSet<String> sites) {
        this.sites = new TreeSet<>(sites);
    }

    static boolean isCandidate(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith("CITRIX_");
    }

    /** The name of the environment variable of a key. */
    static String name(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The keys that these variables set; logs those that are ignored but look like keys. */
    List<String> keys(List<String> variables) {
        List<String> keys = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String variable : variables) {
            key(variable).ifPresentOrElse(keys::add, () -> others.add(variable));
        }
        keys.forEach(key -> ConfigKeys.site(key).ifPresent(sites::add));
        warn(others.stream().flatMap(variable -> hint(variable).stream()).toList());
        return keys;
    }

    private Optional<String> key(String variable) {
        String capitals = variable.toUpperCase(Locale.ROOT);
        Matcher matcher = ENTRY.matcher(capitals);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Matcher siteKey = SITE_KEY.matcher(capitals);
        String site = siteKey.matches() ? siteNamed(siteKey.group(1)) : ConfigKeys.NAME;
        Optional<String> key = ConfigKeys.forSite(site).stream()
                .filter(candidate -> name(candidate).equals(matcher.group(1)))
                .findFirst();
        return matcher.group(2) == null
                ? key
                : key.filter(ConfigKeys::isList).map(list -> list + "[" + Integer.valueOf(matcher.group(2)) + "]");
    }

    /** A site that exists, or else a new one with its name in small letters with dashes. */
    private String siteNamed(String part) {
        return sites.stream()
                .filter(site -> name(site).equals(part))
                .findFirst()
                .orElse(part.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** What a variable that is no key was probably meant to be; empty if it looks like one of another program. */
    private Optional<String> hint(String variable) {
        String capitals = variable.toUpperCase(Locale.ROOT);
        Matcher matcher = ENTRY.matcher(capitals);
        String plain = matcher.matches() ? matcher.group(1) : capitals;
        String entry = capitals.substring(plain.length());
        return Stream.concat(Stream.of(ConfigKeys.NAME), sites.stream())
                .flatMap(site -> ConfigKeys.forSite(site).stream())
                .map(EnvironmentVariables::name)
                .filter(name -> distance(plain, name) <= MAX_CHANGES)
                .min(Comparator.comparingInt(name -> distance(plain, name)))
                .map(name -> "did you mean " + name + entry + "?")
                .or(() -> Optional.of("ends with no key of a site").filter(text -> capitals.startsWith(SITES)))
                .map(text -> "%s (%s)".formatted(Problems.printable(variable), text));
    }

    /** {@code AUTH_} is easily left out. */
    private static int distance(String variable, String name) {
        return name.replace("_AUTH_", "_").equals(variable) ? 1 : EditDistance.of(variable, name);
    }

    private static void warn(List<String> suspects) {
        if (!suspects.isEmpty()) {
            String more = suspects.size() > MAX_NAMES ? " and " + (suspects.size() - MAX_NAMES) + " more" : "";
            LOG.warnf(
                    "ignored environment variables: %s%s",
                    suspects.stream().limit(MAX_NAMES).collect(Collectors.joining(", ")), more);
        }
    }
}
