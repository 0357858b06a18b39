package io.citrixexporter.metrics;

import static io.citrixexporter.metrics.Known.NOON;
import static io.citrixexporter.metrics.Known.detailed;
import static io.citrixexporter.metrics.Known.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.model.Session;
import io.citrixexporter.model.SessionDetails;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.Snapshots;
import io.citrixexporter.targets.PollTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics of what only some servers say: absent where it is not known, and gone with what they describe. */
class DetailMetricsTest {
    private static final String BY_TYPE = "citrix_machine_sessions_by_type{";
    private static final String LOGONS = "citrix_machine_logons_in_progress{";
    private static final String DURATIONS = "citrix_session_establishment_duration_seconds_count{";
    private static final SessionTally PLAIN = Known.tally(session("1", "Active", "Hdx", "Desktop"));
    private static final SessionTally DETAILED =
            Known.tally(detailed(session("1", "Active", "Hdx", "Desktop"), "Desktop", NOON.minusSeconds(60), 9_000));

    private final PollTarget busy = Known.machine("CTX-01", "Office");
    private final PollTarget idle = Known.machine("CTX-02", "Office");
    private final TestClock clock = new TestClock(NOON);
    private final ExpositionFixture exposition = new ExpositionFixture(clock);

    DetailMetricsTest() {
        exposition.watch(Snapshots.unpolled("prod", List.of(busy, idle)));
    }

    @Test
    void areAbsentIfServerDoesNotSay() {
        for (SessionTally tally : List.of(SessionTally.NONE, PLAIN, SessionTally.NONE)) {
            poll(tally);

            assertThat(lines(BY_TYPE)).isEmpty();
            assertThat(lines(LOGONS)).isEmpty();
            assertThat(lines(DURATIONS)).isEmpty();
        }
    }

    @Test
    void areZeroForMachineWithoutSessionsOnceServerHasSaidThem() {
        for (SessionTally tally : List.of(DETAILED, SessionTally.NONE)) {
            poll(tally);

            assertThat(lines(BY_TYPE)).hasSize(6);
            assertThat(lines(LOGONS)).hasSize(2);
            assertThat(lines(DURATIONS)).hasSize(1);
        }
    }

    /** The session of another machine has no type. */
    @Test
    void doNotDependOnOtherMachines() {
        poll(DETAILED);
        publish(Known.read(busy, clock.instant(), PLAIN), Known.read(idle, clock.instant(), SessionTally.NONE));

        assertThat(lines(BY_TYPE))
                .hasSize(3)
                .allMatch(line -> line.contains("machine=\"CTX-02\"") && line.endsWith(" 0.0"));
    }

    /** An empty date of .NET, and times that no clock has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1601-01-01T00:00:00+00:00",
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "03/02/2026 11:00:00"
            })
    void impossibleTimesAreNoTimes(String time) {
        SessionDetails details = new SessionDetails("Desktop", false, false, time, time, time, 9_000, List.of());
        SessionTally odd = Known.tally(
                new Session("1", "Disconnected", "Lingering", true, "Hdx", details),
                detailed(session("2", "Disconnected", "Hdx", "Lingering"), "Desktop", NOON.minusSeconds(60), 9_000));
        poll(odd);

        assertThat(Stream.of("session_start", "disconnected", "lingering")
                        .flatMap(kind -> lines("citrix_machine_oldest_" + kind).stream())
                        .map(line -> line.replaceFirst(".* ", "")))
                .containsExactly("1.77245274E9", "1.77245274E9", "1.77245274E9");
    }

    @Test
    void countersOfGroupAreRemovedADayAfterItsLastMachine() {
        String starts = "citrix_session_starts_total{site=\"prod\",delivery_group=\"Office\"";
        poll(DETAILED);
        PollTarget moved = Known.machine("CTX-01", "Sales");
        publish(Known.read(moved, clock.instant(), DETAILED));
        assertThat(exposition.scrape()).contains("delivery_group=\"Office\"");

        clock.advance(Duration.ofHours(25));
        publish(Known.read(moved, clock.instant(), DETAILED));

        assertThat(exposition.scrape()).doesNotContain("delivery_group=\"Office\"", starts);
        assertThat(lines(DURATIONS)).hasSize(1);
    }

    @Test
    void certificateOfReplacedControllerIsRemoved() {
        for (String controller : List.of("ddc1.corp.example", "ddc2.corp.example")) {
            exposition.metrics.certificateReceived("prod", controller, NOON);
        }
        exposition.metrics.controllerReplaced("prod", "ddc1.corp.example");
        assertThat(lines("citrix_site_certificate_expiry_timestamp_seconds{"))
                .singleElement()
                .asString()
                .contains("ddc2.corp.example");

        exposition.metrics.certificateReceived("prod", "ddc1.corp.example", Instant.EPOCH.plusSeconds(7));
        assertThat(lines("citrix_site_certificate_expiry_timestamp_seconds{server=\"ddc1"))
                .singleElement()
                .asString()
                .endsWith(" 7.0");
    }

    private void poll(SessionTally ofBusy) {
        publish(Known.read(busy, clock.instant(), ofBusy), Known.read(idle, clock.instant(), SessionTally.NONE));
    }

    private void publish(MachinePoll... polls) {
        exposition.publish("prod", Known.cycle(clock.instant(), Duration.ofSeconds(1), polls));
    }

    private List<String> lines(String start) {
        return exposition
                .scrape()
                .lines()
                .filter(line -> line.startsWith(start))
                .toList();
    }
}
