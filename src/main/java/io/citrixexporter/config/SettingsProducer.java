package io.citrixexporter.config;

import io.citrixexporter.time.TimeSource;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the settings and the clock injectable. */
@ApplicationScoped
class SettingsProducer {

    @Produces
    @Singleton
    Settings settings(SmallRyeConfig config) {
        return ConfigLoader.load(config);
    }

    @Produces
    @Singleton
    TimeSource time() {
        return TimeSource.system();
    }
}
