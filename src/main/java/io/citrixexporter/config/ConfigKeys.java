package io.citrixexporter.config;

import io.citrixexporter.config.ValueConverters.SecretText;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of {@link ExporterConfig}. */
final class ConfigKeys {
    /** Stands for the name of a site in documentation. */
    static final String NAME = "<name>";

    private static final String ENTRY = "[*]";
    private static final Pattern SITE_KEY = Pattern.compile("(citrix\\.sites\\.)(\"[^\"]*\"|[^.]+)(\\..+)");
    private static final Pattern ENTRY_KEY = Pattern.compile("(.+)\\[\\d{1,9}]");

    /** By key, with {@code *} for the name of a site; a list has another one that ends with {@code [*]}. */
    private static final Map<String, Property> PROPERTIES =
            new TreeMap<>(ConfigMappings.getProperties(ConfigClass.configClass(ExporterConfig.class)));

    static {
        PROPERTIES.remove("citrix.sites.*.name"); // not a key of users
    }

    private ConfigKeys() {}

    /** All keys for a site of this name, and those that belong to no site. */
    static List<String> forSite(String site) {
        return PROPERTIES.keySet().stream()
                .filter(key -> !key.endsWith(ENTRY))
                .map(key -> key.replace("*", site))
                .toList();
    }

    /** Whether this is a key or, for a list, the key of an entry. */
    static boolean known(String key) {
        return PROPERTIES.containsKey(pattern(key));
    }

    static boolean isList(String key) {
        return PROPERTIES.containsKey(pattern(key) + ENTRY);
    }

    /** Whether the value itself is a secret. */
    static boolean isSecret(String key) {
        Property property = PROPERTIES.get(pattern(key));
        return property != null
                && property.isOptional()
                && SecretText.class.equals(property.asLeaf().getConvertWith());
    }

    /** The name of the site to which a key belongs, with the quotes that it has in the configuration. */
    static Optional<String> site(String key) {
        Matcher matcher = SITE_KEY.matcher(key);
        return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /** The key of the list to which the key of an entry belongs; any other key as it is. */
    static String withoutIndex(String key) {
        return ENTRY_KEY.matcher(key).replaceFirst("$1");
    }

    /** The number at the end of the key of an entry. */
    static int index(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('[') + 1, key.length() - 1));
    }

    /** The key that was probably meant: one that ends with the last part, or with the fewest letters to change. */
    static String nearest(String key) {
        String end = SITE_KEY.matcher(key).replaceFirst("$3");
        return forSite(siteMeant(key)).stream()
                .min(Comparator.comparingInt(
                        candidate -> candidate.endsWith(end) ? 0 : EditDistance.of(key, candidate)))
                .orElseThrow();
    }

    private static String siteMeant(String key) {
        String[] parts = key.split("\\.", -1);
        return parts.length > 3 ? parts[2] : NAME;
    }

    private static String pattern(String key) {
        return SITE_KEY.matcher(ENTRY_KEY.matcher(key).replaceFirst("$1[*]")).replaceFirst("$1*$3");
    }
}
