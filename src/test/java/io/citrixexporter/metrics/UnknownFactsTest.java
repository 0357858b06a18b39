package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.poll.PolledSite;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unknown facts of a machine have no sample or the label value Unknown; they are never exported as false. */
class UnknownFactsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"Unknown\"", "\"Hibernating\"", "3", "true", "{}", "[\"Registered\"]"})
    void omitsUnknownRegistration(String registration) {
        assertThat(shown("RegistrationState", registration))
                .noneMatch(line -> line.startsWith("citrix_machine_registered{"))
                .contains("citrix_machine_registration_state{site=\"prod\",machine=\"CTX-01\",delivery_group=\"\","
                        + "registration_state=\"Unknown\",} 1.0");
    }

    @ParameterizedTest
    @CsvSource({"Registered, 1.0", "Unregistered, 0.0", "Initializing, 0.0", "AgentError, 0.0"})
    void exportsKnownRegistration(String registration, String value) {
        assertThat(shown("RegistrationState", "\"" + registration + "\""))
                .contains("citrix_machine_registered{site=\"prod\",machine=\"CTX-01\",delivery_group=\"\",} " + value);
    }

    @ParameterizedTest
    @CsvSource({
        "InMaintenanceMode, citrix_machine_maintenance_mode",
        "LoadIndex, citrix_machine_load_index",
        "SessionCount, citrix_machine_session_count_mismatch"
    })
    void omitsOtherUnknownFacts(String field, String metric) {
        for (String value : List.of("null", "\"\"", "\"yes\"", "-1", "{}")) {
            assertThat(shown(field, value)).noneMatch(line -> line.startsWith(metric + "{"));
        }
    }

    private List<String> shown(String field, String value) {
        FakeCitrix citrix = new FakeCitrix(machine -> Uni.createFrom().item(FakeCitrix.sessions(1)));
        citrix.machines(
                FakeCitrix.page("", "{\"Id\":\"m\",\"Name\":\"CORP\\\\CTX-01\",\"%s\":%s}".formatted(field, value)));
        PolledSite site = new PolledSite(
                SiteFixtures.site(
                        List.of(),
                        Optional.empty(),
                        TestConfigs.EVERY_MACHINE,
                        Optional.of(MINUTE),
                        Strategy.PER_MACHINE),
                citrix.client(clock, MINUTE),
                clock);
        ExpositionFixture exposition = new ExpositionFixture(TestClock.START);
        exposition.watch(site.unpolled());
        exposition.publish("prod", site.cycle());
        assertThat(citrix.unrecognized()).isNotEmpty();
        return exposition.sorted().lines().toList();
    }
}
