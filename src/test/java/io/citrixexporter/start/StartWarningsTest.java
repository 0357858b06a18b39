package io.citrixexporter.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigDiagnostic;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

class StartWarningsTest {
    @Test
    void refusesIgnoredKeysThatAreMeantToProtectTheExporter() {
        StartWarnings.watch("io.quarkus.config");

        ConfigDiagnostic.unknown("quarkus.security.users.file.enabled");
        ConfigDiagnostic.unknown("quarkus.http.auth.permission.a.pathes");
        ConfigDiagnostic.unknown("quarkus.http.prot");
        ConfigDiagnostic.unknown("QUARKUS_HTTP_SSL_CERTIFICAT");
        ConfigDiagnostic.unknown("quarkus.security.users.file.enabled");

        assertThatThrownBy(StartWarnings::refuseIgnoredSecurity)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("""
                        Keys that are meant to protect the exporter would have no effect:
                          QUARKUS_HTTP_SSL_CERTIFICAT
                          quarkus.http.auth.permission.a.pathes
                          quarkus.security.users.file.enabled
                        Fix their names, or remove them.""");
        assertThat(StartWarnings.soFar())
                .hasSize(5)
                .anyMatch(warning -> warning.startsWith("Unrecognized configuration key \"quarkus.http.prot\""));
    }
}
