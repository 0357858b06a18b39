package io.citrixexporter.config;

import io.citrixexporter.time.TimeSource;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the settings and the clocks injectable. */
@ApplicationScoped
class SettingsProducer {

    @Produces
    @Singleton
    Settings settings(SmallRyeConfig config) {
        return ConfigLoader.load(config);
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    TimeSource time() {
        return TimeSource.system();
    }
}
