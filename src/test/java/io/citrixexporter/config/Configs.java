package io.citrixexporter.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Configurations as Quarkus would build them: the environment wins over properties, and they over YAML. */
public final class Configs {
    private Configs() {}

    public static Settings read(ConfigSource... sources) {
        return ConfigLoader.load(config(sources));
    }

    static SmallRyeConfig config(ConfigSource... sources) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .build();
    }

    static ConfigSource yaml(String text) {
        return new YamlConfigSource("application.yaml", text, 110);
    }

    /** Keys and their values by turns. */
    static ConfigSource properties(String... keysAndValues) {
        return new PropertiesConfigSource(map(keysAndValues), "application.properties", 250);
    }

    /** Names and values of variables by turns. */
    static ConfigSource environment(String... namesAndValues) {
        return environment(map(namesAndValues));
    }

    static ConfigSource environment(Map<String, String> variables) {
        return new EnvConfigSource(variables, 300);
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
