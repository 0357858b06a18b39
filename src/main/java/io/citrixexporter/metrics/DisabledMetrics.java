package io.citrixexporter.metrics;

import io.citrixexporter.config.Settings;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Omits the disabled metric families of the Java runtime. Quarkus can disable them at build time only. */
@Dependent
class DisabledMetrics {
    @Produces
    @Singleton
    MeterFilter filter(Settings settings) {
        List<String> disabled = settings.web().disabledMetrics().orElse(List.of());
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                int dot = id.getName().indexOf('.');
                return dot > 0 && disabled.contains(id.getName().substring(0, dot))
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }
        };
    }
}
