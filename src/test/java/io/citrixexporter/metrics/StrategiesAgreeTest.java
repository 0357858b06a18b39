package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs.TestDiscovery;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.poll.CycleResult;
import io.citrixexporter.poll.PolledSite;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Both strategies export the same series of machines. */
class StrategiesAgreeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Pattern COMPARED =
            Pattern.compile("# (HELP|TYPE) (citrix_machine_|citrix_sessions|citrix_site_up).*"
                    + "|(citrix_machine_|citrix_sessions|citrix_site_up).*");

    private static final String[] MACHINES = {
        machine("id-1", "CTX-01", "Office", 5),
        machine("id-2", "CTX-02", "Office", 0),
        machine("ID-3", "CTX-03", "Lab", 1),
        machine("id-4", "OTHER-04", "Hidden", 1)
    };
    private static final List<Listed> SESSIONS = List.of(
            new Listed("id-1", session("a", "Active", "Hdx", "Active", "id-1")),
            new Listed("id-1", session("b", "Active", "Hdx", "Active", "id-1")),
            new Listed("id-1", session("c", "Disconnected", "Hdx", "PreLaunched", "id-1")),
            new Listed("id-4", session("d", "Active", "Hdx", "Active", "id-4")),
            new Listed("id-3", session("e", "Active", "Console", "Desktop", "id-3")),
            new Listed("id-1", session("f", "Hibernating", "Avian", "Sleepy", "ID-1")));

    private final TestClock clock = new TestClock();
    private final List<String> requested = new ArrayList<>();

    @Test
    void exportsSameSamplesForBothStrategies() {
        String single = shown(site(Strategy.PER_MACHINE), 3);
        String whole = shown(site(Strategy.SITE), 3);

        assertThat(whole.lines().toList())
                .containsExactlyElementsOf(single.lines().toList());
        assertThat(requested).hasSize(12).containsOnly("id-1", "id-2", "ID-3", "GONE-99");
    }

    @Test
    void exportsExpectedSamples() {
        for (Strategy strategy : Strategy.values()) {
            String end = String.valueOf(
                    (double) TestClock.START.plus(MINUTE.multipliedBy(2)).getEpochSecond());

            assertThat(shown(site(strategy), 3).lines())
                    .contains(
                            "citrix_site_up{site=\"prod\",} 1.0",
                            "citrix_machine_up{site=\"prod\",machine=\"CTX-01\",delivery_group=\"Office\",} 1.0",
                            "citrix_machine_up{site=\"prod\",machine=\"CTX-02\",delivery_group=\"Office\",} 1.0",
                            "citrix_machine_up{site=\"prod\",machine=\"GONE-99\",delivery_group=\"\",} 0.0",
                            "citrix_machine_last_success_timestamp_seconds{site=\"prod\",machine=\"GONE-99\","
                                    + "delivery_group=\"\",} 0.0",
                            "citrix_machine_last_success_timestamp_seconds{site=\"prod\",machine=\"CTX-02\","
                                    + "delivery_group=\"Office\",} " + end,
                            "citrix_machine_sessions{site=\"prod\",machine=\"CTX-01\",delivery_group=\"Office\","
                                    + "state=\"Active\",} 2.0",
                            "citrix_machine_sessions{site=\"prod\",machine=\"CTX-02\",delivery_group=\"Office\","
                                    + "state=\"Active\",} 0.0",
                            "citrix_machine_sessions{site=\"prod\",machine=\"CTX-03\",delivery_group=\"Lab\","
                                    + "state=\"Active\",} 1.0",
                            "citrix_machine_session_count_mismatch{site=\"prod\",machine=\"CTX-01\","
                                    + "delivery_group=\"Office\",} 1.0",
                            "citrix_machine_session_count_mismatch{site=\"prod\",machine=\"CTX-03\","
                                    + "delivery_group=\"Lab\",} 0.0")
                    .noneMatch(line -> line.contains("OTHER-04"))
                    .noneMatch(line -> line.contains("citrix_machine_sessions{") && line.contains("GONE-99"));
        }
    }

    @Test
    void reportsUnmatchedNameAsNotFound() {
        for (Strategy strategy : Strategy.values()) {
            CycleResult cycle = site(strategy).cycle();

            assertThat(cycle.polls().stream()
                            .filter(poll -> poll.target().label().equals("GONE-99"))
                            .map(poll -> poll.failure().map(PollFailure::reason)))
                    .containsExactly(Optional.of(FailureReason.NOT_FOUND));
            assertThat(cycle.failures()).isEqualTo(1);
            assertThat(cycle.sessions()).isEqualTo(5);
        }
    }

    /** The exposition after some cycles, a minute apart, each with a new inventory. */
    private String shown(PolledSite site, int cycles) {
        ExpositionFixture exposition = new ExpositionFixture(TestClock.START.plus(MINUTE.multipliedBy(cycles)));
        exposition.watch(site.unpolled());
        for (int i = 0; i < cycles; i++) {
            exposition.publish("prod", site.cycle());
            clock.advance(MINUTE);
        }
        return exposition
                .sorted()
                .lines()
                .filter(line -> COMPARED.matcher(line).matches())
                .reduce("", (text, line) -> text + line + "\n");
    }

    /** Three of four machines and an unknown one are selected. */
    private PolledSite site(Strategy strategy) {
        clock.set(TestClock.START);
        FakeCitrix citrix = new FakeCitrix(this::sessionsOf);
        citrix.machines(FakeCitrix.page("", MACHINES));
        citrix.sessions(StrategiesAgreeTest::sessionsOfAll);
        return new PolledSite(
                SiteFixtures.site(
                        List.of("CORP\\CTX-01", "GONE-99"),
                        Optional.empty(),
                        new TestDiscovery(true, List.of("Office", "Lab"), List.of(), List.of(), List.of(), List.of()),
                        Optional.of(MINUTE),
                        strategy),
                citrix.client(clock, MINUTE),
                clock);
    }

    private Uni<Response> sessionsOf(String machine) {
        requested.add(machine);
        return Uni.createFrom()
                .item(
                        machine.equals("GONE-99")
                                ? FakeCitrix.status(404)
                                : FakeCitrix.page(
                                        "",
                                        SESSIONS.stream()
                                                .filter(listed -> listed.on().equalsIgnoreCase(machine))
                                                .map(Listed::json)
                                                .toArray(String[]::new)));
    }

    /** Two pages; the last session of the first is listed again on the second, as if the list changed in between. */
    private static Response sessionsOfAll(String token) {
        List<Listed> listed = token == null ? SESSIONS.subList(0, 3) : SESSIONS.subList(2, SESSIONS.size());
        return FakeCitrix.page(
                token == null ? "next" : "", listed.stream().map(Listed::json).toArray(String[]::new));
    }

    private static String machine(String id, String name, String group, int sessions) {
        return """
            {"Id":"%s","Name":"CORP\\\\%s","DnsName":"%s.corp.example","DeliveryGroup":{"Name":"%s"},
            "MachineCatalog":{"Name":"Servers"},"Zone":{"Name":"Primary"},"SessionSupport":"MultiSession",
            "SessionCount":%d,"LoadIndex":1500,"InMaintenanceMode":false,"RegistrationState":"Registered",
            "PowerState":"On","FaultState":"None"}\
            """.formatted(id, name, name, group, sessions);
    }

    private static String session(String id, String state, String protocol, String appState, String machineId) {
        return """
            {"Id":"%s","State":"%s","AppState":"%s","Connection":{"Protocol":"%s"},"Machine":{"Id":"%s"}}\
            """.formatted(id, state, appState, protocol, machineId);
    }

    private record Listed(String on, String json) {}
}
