package io.citrixexporter.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigDiagnostic;
import org.junit.jupiter.api.Test;

class IgnoredKeysTest {
    @Test
    void knowsWhichIgnoredKeysWereMeantToProtectTheExporter() {
        IgnoredKeys.watch();

        ConfigDiagnostic.unknown("quarkus.security.users.file.enabled");
        ConfigDiagnostic.unknown("quarkus.http.auth.permission.a.pathes");
        ConfigDiagnostic.unknown("quarkus.http.prot");
        ConfigDiagnostic.unknown("QUARKUS_HTTP_SSL_CERTIFICAT");

        assertThat(IgnoredKeys.ofSecurity())
                .containsExactly(
                        "QUARKUS_HTTP_SSL_CERTIFICAT",
                        "quarkus.http.auth.permission.a.pathes",
                        "quarkus.security.users.file.enabled");
    }
}
