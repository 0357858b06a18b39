package io.citrixexporter.metrics;

import static io.citrixexporter.metrics.Known.NOON;
import static io.citrixexporter.metrics.Known.detailed;
import static io.citrixexporter.metrics.Known.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.model.Session;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.Snapshots;
import io.citrixexporter.targets.PollTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldenExpositionTest {
    private final PollTarget busy = Known.machine("CTX-01", "Office \"A\"\\\n");
    private final PollTarget empty = Known.machine("CTX-02", "");
    private final PollTarget late = Known.machine("CTX-03", "");
    private final PollTarget unreachable = Known.machine("CTX-04", "");
    private final List<Session> listed = List.of(
            detailed(session("1", "Active", "Hdx", "Desktop"), "Desktop", NOON.minusSeconds(3600), 12_000),
            session("2", "active", "HDX", "desktop"),
            detailed(
                    session("3", "Disconnected", "Rdp", "Lingering"),
                    "Application",
                    NOON.minusSeconds(7200),
                    15_000,
                    "Excel",
                    "Excel",
                    "Word"),
            session("4", "Sleeping", "Hdx", "Active"));
    private final SessionTally sessions = with(session("2", "Active", "Hdx", "Desktop"));
    private final SessionTally changed = with(
            detailed(session("5", "Active", "Hdx", "Active"), "application", NOON.minusSeconds(100), 8_500, "Excel"),
            detailed(session("6", "Active", "Hdx", "Active"), "Kiosk", NOON.minusSeconds(90), 61_000));
    private final TestClock clock = new TestClock(NOON.minusSeconds(60));
    private final ExpositionFixture exposition = new ExpositionFixture(clock);

    @Test
    void matchesGoldenText() throws IOException {
        exposition.watch(Snapshots.unpolled("prod", List.of(busy, empty, late, unreachable)));
        // At 11:54 all but the last machine are read; at noon that is six minutes ago, longer than hold.
        exposition.publish(
                "prod",
                Known.cycle(
                        NOON.minusSeconds(360),
                        Duration.ofMillis(750),
                        Known.read(busy, NOON.minusSeconds(360), sessions),
                        Known.read(empty, NOON.minusSeconds(360), SessionTally.NONE),
                        Known.read(late, NOON.minusSeconds(360), sessions),
                        Known.failed(unreachable, NOON.minusSeconds(360))));
        exposition.publish(
                "prod",
                Known.cycle(
                        NOON.minusSeconds(10),
                        Duration.ofMillis(1500),
                        Known.read(busy, NOON.minusSeconds(11), changed),
                        Known.read(empty, NOON.minusSeconds(10), SessionTally.NONE),
                        Known.failed(late, NOON.minusSeconds(10)),
                        Known.failed(unreachable, NOON.minusSeconds(10))));
        exposition.metrics.callEnded("prod", Endpoint.MACHINE_SESSIONS, "2xx", Duration.ofMillis(40));
        exposition.metrics.callEnded("prod", Endpoint.TOKEN, "timeout", Duration.ofSeconds(10));
        exposition.metrics.tokenRenewed("prod", NOON.plusSeconds(3600));
        exposition.metrics.certificateReceived("prod", "ddc1.corp.example", NOON);
        exposition.metrics.certificateReceived("prod", "ddc1.corp.example", NOON.plusSeconds(86_400));
        exposition.metrics.cycleSkipped("prod");
        exposition.metrics.limitChanged("prod", 8);
        exposition.metrics.limitChanged("prod", 4);
        exposition.metrics.backoffStarted("prod", Duration.ofSeconds(5));
        clock.set(NOON.minusMillis(2500));
        exposition.metrics.backoffStarted("prod", Duration.ofSeconds(30));
        clock.set(NOON);

        assertThat(exposition.sorted()).isEqualTo(golden());
    }

    @Test
    void exportsExactlyTheDocumentedMetrics() throws IOException {
        Set<String> families = golden().lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toSet());

        assertThat(families)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MetricCatalog.values())
                        .map(MetricCatalog::metric)
                        .toList());
    }

    @Test
    void exportsDocumentedTypesAndHelp() throws IOException {
        String golden = golden();
        for (MetricCatalog metric : MetricCatalog.values()) {
            assertThat(golden)
                    .contains("# TYPE " + metric.metric() + " " + metric.type().text() + "\n")
                    .contains("# HELP " + metric.metric() + " " + metric.help() + "\n");
        }
    }

    @Test
    void exportsMachineAsDownBeforeFirstCycle() {
        exposition.watch(Snapshots.unpolled("prod", List.of(busy)));

        assertThat(exposition.scrape())
                .contains("citrix_machine_up{site=\"prod\",machine=\"CTX-01\"")
                .containsPattern("citrix_machine_last_success_timestamp_seconds\\{.*} 0.0")
                .contains("citrix_exporter_last_cycle_timestamp_seconds{site=\"prod\",} 0.0")
                .contains("citrix_site_up{site=\"prod\",} 0.0")
                .doesNotContain("citrix_machine_sessions{")
                .doesNotContain("citrix_site_info{");
    }

    private SessionTally with(Session... more) {
        return Known.tally(Stream.concat(listed.stream(), Stream.of(more)).toArray(Session[]::new));
    }

    private static String golden() throws IOException {
        try (var in = GoldenExpositionTest.class.getResourceAsStream("/exposition/known-site.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
