package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.poll.CycleResult;
import io.citrixexporter.poll.PolledSite;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exposition after each cycle while a machine is removed from the site and added again. */
class RemovedMachineTest {
    private static final Duration CYCLE = Duration.ofMinutes(1);
    private static final Duration INVENTORY = Duration.ofMinutes(5);
    /** The hold time of the fixture in cycles, counted from the last successful poll. */
    private static final int CYCLES_HELD = 5;

    private final TestClock clock = new TestClock();
    private final Map<String, String> machines = new HashMap<>(Map.of("1", "CTX-01", "2", "CTX-02"));
    private final FakeCitrix citrix = new FakeCitrix(machine -> Uni.createFrom()
            .item(
                    machines.containsKey(machine) || machines.containsValue(machine.replace("CORP|", ""))
                            ? FakeCitrix.sessions(3)
                            : FakeCitrix.status(404)));
    private final ExpositionFixture exposition = new ExpositionFixture(clock);

    @Test
    void dropsRemovedDiscoveredMachineAfterInventoryRead() {
        PolledSite site = site(List.of(), TestConfigs.EVERY_MACHINE);
        cycle(site);
        assertThat(up("CTX-01")).hasValue(1.0);
        assertThat(active("CTX-01")).hasValue(3.0);

        machines.remove("1");
        for (int cycle = 1; cycle < INVENTORY.dividedBy(CYCLE); cycle++) {
            assertThat(reason(cycle(site))).isEqualTo(FailureReason.NOT_FOUND);
            assertThat(up("CTX-01")).hasValue(0.0);
            assertThat(active("CTX-01")).as("last value").hasValue(3.0);
            assertThat(up("CTX-02")).hasValue(1.0);
        }
        cycle(site);
        assertThat(up("CTX-01")).isEmpty();
        assertThat(active("CTX-01")).isEmpty();
        assertThat(up("CTX-02")).hasValue(1.0);

        machines.put("1", "CTX-01");
        clock.advance(INVENTORY);
        cycle(site);
        assertThat(up("CTX-01")).hasValue(1.0);
        assertThat(active("CTX-01")).hasValue(3.0);
    }

    @Test
    void keepsRemovedConfiguredMachineAsDown() {
        PolledSite site = site(List.of("CORP\\CTX-01", "CORP\\CTX-02"), TestConfigs.NONE);
        cycle(site);
        double success = lastSuccess("CTX-01");
        assertThat(group("CTX-01")).isEqualTo("Office");

        machines.remove("1");
        for (int cycle = 1; cycle <= 2 * CYCLES_HELD; cycle++) {
            assertThat(reason(cycle(site))).isEqualTo(FailureReason.NOT_FOUND);
            assertThat(up("CTX-01")).hasValue(0.0);
            assertThat(lastSuccess("CTX-01")).isEqualTo(success);
            assertThat(group("CTX-01")).isEqualTo(cycle < INVENTORY.dividedBy(CYCLE) ? "Office" : "");
            assertThat(active("CTX-01")).isEqualTo(cycle <= CYCLES_HELD ? Optional.of(3.0) : Optional.empty());
            assertThat(up("CTX-02")).hasValue(1.0);
        }

        machines.put("1", "CTX-01");
        cycle(site);
        assertThat(up("CTX-01")).hasValue(1.0);
        assertThat(active("CTX-01")).hasValue(3.0);
        assertThat(group("CTX-01")).as("before the next inventory read").isEmpty();
    }

    private PolledSite site(List<String> names, ExporterConfig.Discovery discovery) {
        PolledSite site = new PolledSite(
                SiteFixtures.site(names, Optional.empty(), discovery, Optional.of(INVENTORY), Strategy.PER_MACHINE),
                citrix.client(clock, Duration.ofMinutes(1)),
                clock);
        exposition.watch(site.unpolled());
        return site;
    }

    /** Advances the clock and runs a cycle. */
    private CycleResult cycle(PolledSite site) {
        clock.advance(CYCLE);
        citrix.machines(FakeCitrix.page(
                "",
                machines.entrySet().stream()
                        .map(machine -> FakeCitrix.machine(machine.getKey(), machine.getValue()))
                        .toArray(String[]::new)));
        CycleResult cycle = site.cycle();
        exposition.publish("prod", cycle);
        return cycle;
    }

    private static FailureReason reason(CycleResult cycle) {
        return cycle.polls().stream()
                .flatMap(poll -> poll.failure().stream())
                .map(PollFailure::reason)
                .findFirst()
                .orElse(null);
    }

    private Optional<Double> up(String machine) {
        return row("citrix_machine_up", machine).map(ParsedExposition.Row::value);
    }

    private Optional<Double> active(String machine) {
        return row("citrix_machine_sessions", machine).map(ParsedExposition.Row::value);
    }

    private double lastSuccess(String machine) {
        return row("citrix_machine_last_success_timestamp_seconds", machine)
                .orElseThrow()
                .value();
    }

    private String group(String machine) {
        return row("citrix_machine_up", machine).orElseThrow().label("delivery_group");
    }

    /** The sample of a machine; in a family with states that of the active sessions. */
    private Optional<ParsedExposition.Row> row(String family, String machine) {
        return ParsedExposition.of(exposition.scrape()).rows(family).stream()
                .filter(row -> row.label("machine").equals(machine))
                .filter(row -> row.labels().getOrDefault("state", "Active").equals("Active"))
                .findFirst();
    }
}
