package io.citrixexporter.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.NavigableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Reads the configuration of the exporter, or reports everything that is wrong with it.
 *
 * <p>SmallRye reports all values that it cannot convert, then all that violate a constraint once there are none of the
 * former, and then there is a mapping to check across keys. A user gets all of it at once: each value that is reported is
 * left out, until the others can be mapped.
 */
final class ConfigLoader {
    private static final Pattern NOT_CONVERTED = Pattern.compile(
            ".*The config property (\\S+) with the config value \".*\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);
    private static final Pattern VIOLATION = Pattern.compile("(\\S+) (.*)", Pattern.DOTALL);

    private final Problems problems = new Problems();
    private final NavigableMap<String, String> values;

    private ConfigLoader(SmallRyeConfig config) {
        this.values = ConfigText.of(config, problems);
    }

    /**
     * Reads the configuration.
     *
     * @param config any sources that Quarkus reads: files, system properties, environment variables, mounted secrets
     * @throws io.quarkus.runtime.configuration.ConfigurationException if anything is wrong with it; the message has a line for
     *     each problem and no secret
     */
    static Settings load(SmallRyeConfig config) {
        try (ValidatorFactory validators = Validation.byProvider(HibernateValidator.class)
                .configure()
                .ignoreXmlConfiguration()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()) {
            ConfigLoader loader = new ConfigLoader(config);
            ExporterConfig mapping = loader.mappingOfValidValues(validators::getValidator);
            new ConfigCheck(mapping, config, loader.problems).run();
            loader.problems.throwIfAny();
            if (mapping.demo().enabled()) {
                DemoAccount.keys(mapping.demo().port())
                        .forEach((key, value) -> loader.values.put("citrix.sites.demo." + key, value));
                mapping = loader.mappingOfValidValues(validators::getValidator);
            }
            return Settings.of(mapping);
        }
    }

    /** The mapping of the values that have no problem; reports the others. */
    private ExporterConfig mappingOfValidValues(BeanValidationConfigValidator validator) {
        while (true) {
            try {
                return mapping(validator);
            } catch (ConfigValidationException e) {
                boolean removed = false;
                for (int i = 0; i < e.getProblemCount(); i++) {
                    removed |= reportAndRemove(e.getProblem(i).getMessage());
                }
                if (!removed) {
                    // Without the cause, whose message may have a secret.
                    throw new IllegalStateException(
                            "the configuration cannot be mapped, and SmallRye does not report why");
                }
            }
        }
    }

    private ExporterConfig mapping(BeanValidationConfigValidator validator) {
        return ValueConverters.register(new SmallRyeConfigBuilder())
                .withSources(new PropertiesConfigSource(values, "citrix", 0))
                .withMapping(ExporterConfig.class)
                .withValidator(validator)
                .build()
                .getConfigMapping(ExporterConfig.class);
    }

    /** Reports what SmallRye found, and leaves the value out; returns whether there was one. */
    private boolean reportAndRemove(String message) {
        Matcher conversion = NOT_CONVERTED.matcher(message);
        if (conversion.matches()) {
            problems.addText(ConfigKeys.withoutIndex(conversion.group(1)), conversion.group(2));
            return values.remove(conversion.group(1)) != null;
        }
        Matcher violation = VIOLATION.matcher(message);
        String value = violation.matches() ? values.remove(violation.group(1)) : null;
        if (value == null) {
            return false;
        }
        problems.add(ConfigKeys.withoutIndex(violation.group(1)), value, violation.group(2));
        return true;
    }
}
