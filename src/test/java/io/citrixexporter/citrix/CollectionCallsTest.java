package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineListParser;
import io.citrixexporter.citrix.http.SessionsByMachine;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.Machine;
import io.citrixexporter.targets.Inventory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class CollectionCallsTest {
    private static final String MACHINES = Sites.BASE + "/Machines";
    private static final String SESSIONS = Sites.BASE + "/Sessions";
    private static final String AWKWARD = "a+b#c=d~e:f&g/h?i%2Bj{k} l";
    private static final String FIELDS = "Id,State,AppState,Connection,SessionType,LogonInProgress,"
            + "LogoffInProgress,FormattedStartTime,FormattedStateChangeTime,FormattedAppStateLastChangeTime,"
            + "EstablishmentDurationMilliseconds,ApplicationsInUse,Machine";

    WireMockServer citrix;

    @Inject
    CitrixClientFactory clients;

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
    }

    @Test
    void readsMachinesPageByPage() {
        page(MACHINES, null, AWKWARD, machine("1"));
        page(MACHINES, AWKWARD, "second", machine("2"), machine("3"));
        page(MACHINES, "second", "", machine("4"));

        assertThat(machines()).extracting(Machine::id).containsExactly("1", "2", "3", "4");
        List<LoggedRequest> calls = calls(MACHINES);
        assertThat(calls).hasSize(3).allSatisfy(call -> {
            assertThat(call.queryParameter("limit").values()).containsExactly("1000");
            assertThat(call.queryParameter("fields").values()).containsExactly(MachineListParser.FIELDS);
            assertThat(call.header("Citrix-CustomerId").values()).containsExactly(CitrixStub.CUSTOMER);
            assertThat(call.header("Citrix-InstanceId").values()).containsExactly(CitrixStub.SITE_ID);
            assertThat(call.header("Accept").values()).containsExactly("application/json");
            assertThat(call.getHeader("Authorization")).matches("CWSAuth bearer=token-\\w{8}");
            assertThat(UUID.fromString(call.getHeader("Citrix-TransactionId"))).isNotNull();
        });
        assertThat(calls)
                .extracting(call -> call.getHeader("Authorization"))
                .containsOnly(calls.get(0).getHeader("Authorization"));
        assertThat(calls)
                .extracting(call -> call.getHeader("Citrix-TransactionId"))
                .doesNotHaveDuplicates();
    }

    @Test
    void encodesContinuationToken() {
        page(MACHINES, null, AWKWARD, machine("1"));
        page(MACHINES, AWKWARD, "", machine("2"));
        machines();

        assertThat(calls(MACHINES).get(0).getQueryParams()).containsOnlyKeys("fields", "limit");
        LoggedRequest second = calls(MACHINES).get(1);
        assertThat(second.getQueryParams()).containsOnlyKeys("fields", "limit", "continuationToken");
        assertThat(second.queryParameter("continuationToken").values()).containsExactly(AWKWARD);
        assertThat(second.getUrl().replaceFirst(".*continuationToken=", ""))
                .contains("a%2Bb%23c%3Dd")
                .contains("%26g")
                .contains("%252B")
                .doesNotContain("+b", "#");
    }

    @Test
    void readsSessionsPageByPageWithTheirMachines() {
        page(SESSIONS, null, AWKWARD, FakeCitrix.session("a", "1"));
        page(SESSIONS, AWKWARD, "", FakeCitrix.session("b", "2"));

        SessionsByMachine sessions = sessions();

        assertThat(sessions.on("1").total()).isEqualTo(1);
        assertThat(sessions.on("2").total()).isEqualTo(1);
        assertThat(calls(SESSIONS)).hasSize(2).allSatisfy(call -> {
            assertThat(call.queryParameter("limit").values()).containsExactly("1000");
            assertThat(call.queryParameter("fields").values()).containsExactly(FIELDS);
        });
        assertThat(calls(SESSIONS).get(1).queryParameter("continuationToken").values())
                .containsExactly(AWKWARD);
    }

    @Test
    void countsMachineOnTwoPagesOnce() {
        page(MACHINES, null, "second", machine("1"), machine("2"));
        page(MACHINES, "second", "", machine("2"), machine("3"));

        assertThat(Inventory.of(machines()).machines()).extracting(Machine::id).containsExactly("1", "2", "3");
    }

    @Test
    void failsWholeListIfOnePageFails() {
        page(MACHINES, null, "second", machine("1"));
        answer(MACHINES, "second", aResponse().withStatus(500));
        CitrixException failure = catchThrowableOfType(CitrixException.class, this::machines);

        assertThat(failure.reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(calls(MACHINES)).hasSize(3);
        assertThat(failure).hasMessageContaining(calls(MACHINES).get(2).getHeader("Citrix-TransactionId"));
    }

    @Test
    void retriesPageAfterConnectionError() {
        page(MACHINES, null, "second", machine("1"));
        citrix.stubFor(get(urlPathEqualTo(MACHINES))
                .withQueryParam("continuationToken", equalTo("second"))
                .inScenario("stumble")
                .whenScenarioStateIs("Started")
                .willSetStateTo("up")
                .willReturn(aResponse().withStatus(502)));
        citrix.stubFor(get(urlPathEqualTo(MACHINES))
                .withQueryParam("continuationToken", equalTo("second"))
                .inScenario("stumble")
                .whenScenarioStateIs("up")
                .willReturn(okJson("{\"Items\":[" + machine("2") + "]}")));

        assertThat(machines()).extracting(Machine::id).containsExactly("1", "2");
        assertThat(calls(MACHINES)).hasSize(3);
    }

    @Test
    void doesNotBlameFieldsForRejectedContinuationToken() {
        CitrixClient client = client();
        page(SESSIONS, null, "second", FakeCitrix.session("a", "1"));
        answer(SESSIONS, "second", aResponse().withStatus(400));
        CitrixException failure = catchThrowableOfType(
                CitrixException.class,
                () -> client.siteSessions(Sites.soon()).await().atMost(Sites.LONG));
        page(SESSIONS, "second", "");
        client.siteSessions(Sites.soon()).await().atMost(Sites.LONG);

        assertThat(failure.reason()).isEqualTo(FailureReason.BAD_RESPONSE);
        List<LoggedRequest> calls = calls(SESSIONS);
        assertThat(calls)
                .as("two readings, each with a search that finds no option to blame, and two pages afterwards")
                .hasSize(16);
        assertThat(calls.subList(14, 16))
                .allSatisfy(call ->
                        assertThat(call.queryParameter("fields").values()).containsExactly(FIELDS));
    }

    @Test
    void remembersRejectedFieldsPerEndpoint() {
        CitrixClient client = client();
        page(MACHINES, null, "", machine("1"));
        citrix.stubFor(get(urlPathEqualTo(MACHINES))
                .atPriority(1)
                .withQueryParam("fields", equalTo(MachineListParser.FIELDS))
                .willReturn(aResponse().withStatus(400)));
        page(SESSIONS, null, "", FakeCitrix.session("a", "1"));
        client.machines(Sites.soon()).await().atMost(Sites.LONG);
        client.machines(Sites.soon()).await().atMost(Sites.LONG);
        client.siteSessions(Sites.soon()).await().atMost(Sites.LONG);

        assertThat(calls(MACHINES))
                .extracting(call -> call.getQueryParams().containsKey("fields"))
                .as("a lower limit and none are tried first")
                .containsExactly(true, true, true, false, false);
        assertThat(calls(SESSIONS).get(0).queryParameter("fields").values()).containsExactly(FIELDS);
    }

    private List<Machine> machines() {
        return client().machines(Sites.soon()).await().atMost(Sites.LONG);
    }

    private SessionsByMachine sessions() {
        return client().siteSessions(Sites.soon()).await().atMost(Sites.LONG);
    }

    private CitrixClient client() {
        return clients.create(Sites.cloud(citrix), Sites.poll(Sites.LONG));
    }

    private void page(String path, String token, String next, String... items) {
        answer(
                path,
                token,
                okJson("{\"Items\":[" + String.join(",", items) + "],\"ContinuationToken\":\"" + next + "\"}"));
    }

    private void answer(String path, String token, ResponseDefinitionBuilder answer) {
        citrix.stubFor(get(urlPathEqualTo(path))
                .withQueryParam("continuationToken", token == null ? absent() : equalTo(token))
                .willReturn(answer));
    }

    private List<LoggedRequest> calls(String path) {
        return citrix.findAll(getRequestedFor(urlPathMatching(path)));
    }

    private static String machine(String id) {
        return FakeCitrix.machine(id, "CTX-0" + id);
    }
}
