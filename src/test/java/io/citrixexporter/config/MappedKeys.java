package io.citrixexporter.config;

import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The keys of {@link ExporterConfig} as the documentation writes them. */
public final class MappedKeys {
    private MappedKeys() {}

    /** All keys with their defaults, which are empty where the mapping has none. */
    public static Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>();
        properties(property -> true)
                .forEach((key, property) ->
                        defaults.put(key, property.hasDefaultValue() ? property.getDefaultValue() : ""));
        return defaults;
    }

    /** The keys whose value is true or false. */
    public static Set<String> flags() {
        return properties(MappedKeys::isFlag).keySet();
    }

    private static boolean isFlag(Property property) {
        return property.isPrimitive()
                ? property.asPrimitive().getPrimitiveType() == boolean.class
                : property.isLeaf() && property.asLeaf().getValueRawType() == Boolean.class;
    }

    private static Map<String, Property> properties(Predicate<Property> selected) {
        return ConfigMappings.getProperties(ConfigClass.configClass(ExporterConfig.class)).entrySet().stream()
                .filter(entry -> ConfigKeys.forSite("*").contains(entry.getKey()) && selected.test(entry.getValue()))
                .collect(Collectors.toMap(entry -> entry.getKey().replace("*", ConfigKeys.NAME), Map.Entry::getValue));
    }
}
