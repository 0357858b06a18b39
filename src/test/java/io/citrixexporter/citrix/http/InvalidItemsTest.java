package io.citrixexporter.citrix.http;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.citrix.CitrixClientFactory;
import io.citrixexporter.citrix.Sites;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Secret;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestSite;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SessionState;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.poll.CycleResult;
import io.citrixexporter.poll.PolledSite;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.time.TimeSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An invalid session or machine in the responses of a server, with each strategy. PlaceholdersTest has all values. */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class InvalidItemsTest {
    private static final String MACHINES = Sites.BASE + "/Machines";
    private static final List<String> MEMBERS = List.of(
            "\"Id\":\"s-2\"",
            "\"State\":\"Active\"",
            "\"AppState\":\"Desktop\"",
            "\"Connection\":{\"Protocol\":\"Hdx\"}",
            "\"Machine\":{\"Id\":\"m-1\"}");
    private static final List<String> MACHINE = List.of(
            "\"Id\":\"m-1\"",
            "\"Name\":\"CORP\\\\M-1\"",
            "\"SessionSupport\":\"MultiSession\"",
            "\"SessionCount\":1",
            "\"InMaintenanceMode\":false",
            "\"RegistrationState\":\"Registered\"",
            "\"PowerState\":\"On\"",
            "\"FaultState\":\"None\"");

    WireMockServer citrix;

    @Inject
    CitrixClientFactory clients;

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
        inventory(machine("m-1"), machine("m-2"));
    }

    static Stream<Arguments> everyCase() {
        return Arrays.stream(Strategy.values()).flatMap(strategy -> Stream.of(
                        Placeholders.ABSENT, Placeholders.NULL, Placeholders.WORD, Placeholders.OBJECT)
                .map(invalid -> arguments(strategy, invalid)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCase")
    void invalidSessionDoesNotChangeOtherCounts(Strategy strategy, Placeholders placeholder) {
        for (String field : List.of("Id", "State", "AppState", "Connection", "Machine")) {
            sessions(session("s-1", "m-1"), placeholder.in(field, MEMBERS), session("s-3", "m-1"));
            Map<String, SessionTally> tallies = tallies(cycle(strategy));

            boolean known = !(strategy == Strategy.SITE && field.equals("Machine"));
            assertThat(tallies.get("M-1").total()).as(field).isEqualTo(known ? 3 : 2);
            assertThat(tallies.get("M-1").inState(SessionState.ACTIVE))
                    .as(field)
                    .isEqualTo(known && !field.equals("State") ? 3 : 2);
            assertThat(tallies.get("M-2").total()).as(field).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ABSENT", "NULL", "OBJECT"})
    void countsSessionWithoutMachineAsUnrecognized(Placeholders placeholder) {
        double before = unrecognized(ResponseField.MACHINE);
        sessions(session("s-1", "m-1"), placeholder.in("Machine", MEMBERS));
        cycle(Strategy.SITE);

        assertThat(unrecognized(ResponseField.MACHINE)).isGreaterThan(before);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCase")
    void invalidMachineDoesNotHideOthers(Strategy strategy, Placeholders placeholder) {
        double before = unrecognized(ResponseField.REGISTRATION_STATE);
        sessions(session("s-1", "m-1"));
        for (String field : List.of("Id", "Name", "SessionCount", "RegistrationState", "FaultState")) {
            inventory(placeholder.in(field, MACHINE), machine("m-2"));
            CycleResult cycle = cycle(strategy);

            assertThat(cycle.inventoryFailure()).as(field).isEmpty();
            assertThat(cycle.failures()).as(field).isZero();
            boolean leftOut = field.equals("Id");
            assertThat(cycle.polls()).as(field).hasSize(leftOut && placeholder != Placeholders.WORD ? 1 : 2);
            assertThat(tallies(cycle).get("M-2").total()).as(field).isEqualTo(1);
        }
        assertThat(unrecognized(ResponseField.REGISTRATION_STATE)).isEqualTo(before + 1);
    }

    private CycleResult cycle(Strategy strategy) {
        ExporterConfig.Site own =
                Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofText("secret"), Optional.of(CitrixStub.SITE_ID));
        ExporterConfig.Site site = new TestSite(
                own.name(),
                own.controllers(),
                own.basePath(),
                own.customerId(),
                own.siteId(),
                strategy,
                List.of(),
                Optional.empty(),
                TestConfigs.EVERY_MACHINE,
                Optional.of(Duration.ofMinutes(1)),
                Optional.empty(),
                own.auth(),
                Optional.empty(),
                Optional.empty());
        return new PolledSite(site, clients.create(site, Sites.poll(Sites.LONG)), TimeSource.system()).cycle();
    }

    private static Map<String, SessionTally> tallies(CycleResult cycle) {
        return cycle.polls().stream()
                .collect(Collectors.toMap((MachinePoll poll) -> poll.target().label(), poll -> poll.tally()
                        .orElseThrow()));
    }

    /** On the first machine; on the second there is always one. */
    private void sessions(String... onTheFirst) {
        String other = session("s-9", "m-2");
        String all = String.join(",", onTheFirst);
        stub(Sites.BASE + "/Sessions", all + "," + other);
        stub(MACHINES + "/m-1/Sessions", all);
        stub(MACHINES + "/m-2/Sessions", other);
    }

    private void inventory(String... machines) {
        stub(MACHINES, String.join(",", machines));
    }

    private void stub(String path, String items) {
        citrix.stubFor(get(urlPathEqualTo(path)).willReturn(okJson("{\"Items\":[" + items + "]}")));
    }

    private static String session(String id, String machine) {
        return "{" + String.join(",", MEMBERS).replace("s-2", id).replace("m-1", machine) + "}";
    }

    private static String machine(String id) {
        return "{" + String.join(",", MACHINE).replace("m-1", id).replace("M-1", id.replace('m', 'M')) + "}";
    }

    private static double unrecognized(ResponseField field) {
        String series = "citrix_exporter_unrecognized_values_total{field=\"" + field.text() + "\",site=\"own\",} ";
        return given().accept("text/plain")
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }
}
