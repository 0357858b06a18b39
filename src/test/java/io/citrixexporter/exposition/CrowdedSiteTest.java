package io.citrixexporter.exposition;

import static io.citrixexporter.exposition.Known.NOON;
import static io.citrixexporter.exposition.Known.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.session.SessionTally;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sites around the ceiling: 14 series of a machine, and one more for each kind of session on it. */
class CrowdedSiteTest {
    private static final SessionTally ONE_KIND = Known.tally(session("1", "Active", "Hdx", "Desktop"));
    private static final SessionTally TWO_KINDS =
            Known.tally(session("1", "Active", "Hdx", "Desktop"), session("2", "Disconnected", "Hdx", "Desktop"));

    private final ExpositionFixture exposition = new ExpositionFixture(NOON, Known.settings(160));

    @Test
    void allIsExportedUpToTheCeiling() {
        publish("prod", 10, TWO_KINDS);

        ParsedExposition scrape = ParsedExposition.of(exposition.scrape());

        assertThat(scrape.rows("citrix_sessions")).hasSize(20);
        assertThat(machineAndSessionRows(scrape)).isEqualTo(160);
        assertThat(scrape.value("citrix_exporter_series")).isEqualTo(160);
        assertThat(scrape.value("citrix_exporter_series_dropped")).isZero();
    }

    @Test
    void beyondItTheJointFamilyIsLeftOutWholeAndAllElseStays() {
        publish("prod", 11, TWO_KINDS);

        ParsedExposition scrape = ParsedExposition.of(exposition.scrape());

        assertThat(scrape.rows("citrix_sessions")).isEmpty();
        assertThat(scrape.rows("citrix_machine_sessions")).hasSize(44);
        assertThat(machineAndSessionRows(scrape)).isEqualTo(154);
        assertThat(scrape.value("citrix_exporter_series")).isEqualTo(176);
        assertThat(scrape.value("citrix_exporter_series_dropped")).isEqualTo(22);
    }

    @Test
    void theSeriesOfAMachineStayEvenWhereTheyAloneAreTooMany() {
        publish("prod", 20, SessionTally.NONE);

        ParsedExposition scrape = ParsedExposition.of(exposition.scrape());

        assertThat(machineAndSessionRows(scrape)).isEqualTo(280);
        assertThat(scrape.value("citrix_exporter_series")).isEqualTo(280);
        assertThat(scrape.value("citrix_exporter_series_dropped")).isZero();
    }

    @Test
    void repeatedScrapesOfOneSnapshotAreTheSame() {
        publish("prod", 11, TWO_KINDS);
        String crowded = exposition.sorted();
        assertThat(exposition.sorted()).isEqualTo(crowded);

        publish("prod", 10, ONE_KIND);
        String between = exposition.sorted();
        assertThat(between).contains("citrix_exporter_series_dropped{site=\"prod\",} 10.0");
        assertThat(exposition.sorted()).isEqualTo(between);

        publish("prod", 9, ONE_KIND);
        String back = exposition.sorted();
        assertThat(back).contains("citrix_exporter_series_dropped{site=\"prod\",} 0.0");
        assertThat(exposition.sorted()).isEqualTo(back);

        publish("prod", 10, ONE_KIND);
        assertThat(exposition.sorted()).contains("citrix_exporter_series_dropped{site=\"prod\",} 0.0");
    }

    @Test
    void aCrowdedSiteTakesNothingFromAnother() {
        publish("prod", 11, TWO_KINDS);
        publish("small", 1, TWO_KINDS);

        assertThat(ParsedExposition.of(exposition.scrape()).rows("citrix_sessions"))
                .hasSize(2)
                .allMatch(row -> row.label("site").equals("small"));
    }

    private static long machineAndSessionRows(ParsedExposition scrape) {
        return scrape.rows().stream()
                .filter(row ->
                        row.name().startsWith("citrix_machine_") || row.name().equals("citrix_sessions"))
                .count();
    }

    private void publish(String site, int count, SessionTally sessions) {
        List<MachineRef> machines = IntStream.range(0, count)
                .mapToObj(number -> Known.machine("CTX-" + number, "Office"))
                .toList();
        exposition.watch(Snapshots.unpolled(site, machines));
        exposition.publish(
                site,
                Known.cycle(
                        NOON,
                        Duration.ofSeconds(1),
                        machines.stream()
                                .map(machine -> Known.read(machine, NOON, sessions))
                                .toArray(MachinePoll[]::new)));
    }
}
