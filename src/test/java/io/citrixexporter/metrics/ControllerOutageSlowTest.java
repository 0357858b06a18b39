package io.citrixexporter.metrics;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.LogLines;
import io.citrixexporter.RawSite;
import io.citrixexporter.TestClock;
import io.citrixexporter.TestTime;
import io.citrixexporter.TwoControllers;
import io.citrixexporter.poll.Polling;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics and logs of the running program while its controllers fail. */
@QuarkusTest
@TestProfile(ControllerOutageSlowTest.WithTwoControllers.class)
class ControllerOutageSlowTest {
    private static final String ACTIVE = "{\"State\":\"Active\",\"Connection\":{}}";

    TwoControllers site;

    @Inject
    Polling polling;

    @Inject
    TestClock clock;

    private final LogLines cycles = LogLines.of("io.citrixexporter.poll.CycleLog");
    private final LogLines failovers = LogLines.of("io.citrixexporter.citrix.Failover");
    private final LogLines errors = LogLines.errors();

    /** The first controller is in use and returns one session per machine; the second one returns two. */
    @BeforeEach
    void runSuccessfulCycle() {
        site.reset();
        sessions(site.first(), 1);
        sessions(site.second(), 2);
        cycle();
        if (!scrape().contains(inUse(site.first()))) {
            site.fail(site.second());
            cycle();
            site.reset();
            sessions(site.first(), 1);
            sessions(site.second(), 2);
            cycle();
        }
        cycles.take();
        failovers.take();
        assertShown(1, 1, site.first());
    }

    @AfterEach
    void logsNoErrors() {
        cycles.close();
        failovers.close();
        errors.close();
        assertThat(errors.take()).isEmpty();
    }

    @Test
    void completesCycleWhenControllerFails() {
        List<String> failures = failures();
        site.fail(site.first());
        cycle();

        assertShown(1, 2, site.second());
        assertThat(failures()).isEqualTo(failures);
        assertThat(failovers.take())
                .singleElement()
                .asString()
                .startsWith("WARN stub: failover from controller " + TwoControllers.name(site.first()) + " to "
                        + TwoControllers.name(site.second()) + ", connect: ");
        assertThat(cycles.take()).singleElement().asString().startsWith("INFO stub: cycle ended, machines: 2 ok");

        cycle();
        assertShown(1, 2, site.second());
        assertThat(failovers.take()).as("logged once").isEmpty();
    }

    @Test
    void showsOutageAndRecoveryOfAllControllersWithinCycle() {
        double before = connectFailures();
        site.fail(site.first());
        site.fail(site.second());
        cycle();

        assertShown(0, 1, site.first());
        assertThat(connectFailures()).isEqualTo(before + 2);
        List<String> lines = cycles.take();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("WARN stub: site not reached, connect: ")
                .contains(TwoControllers.name(site.first()));
        assertThat(lines.get(1)).startsWith("INFO stub: cycle ended, machines: 0 ok, 2 failed");

        site.reset();
        sessions(site.second(), 2);
        site.fail(site.first());
        cycle();
        assertShown(1, 2, site.second());
        assertThat(connectFailures()).isEqualTo(before + 2);
        assertThat(cycles.take()).contains("INFO stub: site reached again");
    }

    @Test
    void countsNoStartsAndEndsAfterFailover() {
        sessions(site.first(), "a", "b");
        sessions(site.second(), "a", "b");
        cycle();
        double starts = counter("citrix_session_starts_total");
        double ends = counter("citrix_session_ends_total");

        site.fail(site.first());
        cycle();
        cycle();
        assertShown(1, 2, site.second());
        assertThat(counter("citrix_session_starts_total")).isEqualTo(starts);
        assertThat(counter("citrix_session_ends_total")).isEqualTo(ends);

        sessions(site.second(), "b", "c");
        cycle();
        assertThat(counter("citrix_session_starts_total"))
                .as("one on each machine")
                .isEqualTo(starts + 2);
        assertThat(counter("citrix_session_ends_total")).isEqualTo(ends + 2);
    }

    private void cycle() {
        clock.advance(Duration.ofMinutes(1));
        polling.cycle();
    }

    private static void sessions(WireMockServer controller, int count) {
        list(controller, Collections.nCopies(count, ACTIVE));
    }

    private static void sessions(WireMockServer controller, String... ids) {
        list(
                controller,
                Stream.of(ids)
                        .map(id -> CitrixStub.session(id, "Active", "Hdx", "Desktop"))
                        .toList());
    }

    private static void list(WireMockServer controller, List<String> sessions) {
        for (String machine : List.of(RawSite.FIRST, RawSite.SECOND)) {
            controller.stubFor(
                    get(urlPathEqualTo(machine)).willReturn(CitrixStub.sessions(String.join(",", sessions))));
        }
    }

    /** Checks the state of the site and both machines, the sessions of each, and the controller in use. */
    private static void assertShown(int up, int sessions, WireMockServer controller) {
        assertThat(scrape())
                .contains("citrix_site_up{site=\"stub\",} " + up + ".0\n")
                .contains("citrix_machine_up{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\",} " + up + ".0\n")
                .contains("citrix_machine_up{site=\"stub\",machine=\"ctx-02\",delivery_group=\"\",} " + up + ".0\n")
                .contains(
                        "citrix_machine_sessions{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\",state=\"Active\",} "
                                + sessions + ".0\n")
                .contains(
                        "citrix_machine_sessions{site=\"stub\",machine=\"ctx-02\",delivery_group=\"\",state=\"Active\",} "
                                + sessions + ".0\n")
                .contains(inUse(controller));
    }

    private static String inUse(WireMockServer controller) {
        return "citrix_site_controller_info{site=\"stub\",controller=\"" + TwoControllers.name(controller)
                + "\",} 1.0\n";
    }

    private static List<String> failures() {
        return scrape().lines()
                .filter(line -> line.startsWith("citrix_exporter_poll_failures_total{"))
                .sorted()
                .toList();
    }

    private static double counter(String name) {
        return scrape().lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("site=\"stub\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static double connectFailures() {
        return failures().stream()
                .filter(line -> line.contains("reason=\"connect\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String scrape() {
        return given().accept("text/plain").get("/q/metrics").asString();
    }

    /** The program with a simulated clock and a site with two controllers. */
    public static final class WithTwoControllers implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(TestTime.class);
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TwoControllers.class));
        }
    }
}
