package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.model.FailureReason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class CitrixClientTest {
    private static final String MACHINE = "CORP\\CTX-01";
    private static final String PATH = "/own/manage/Machines/CORP%7CCTX-01/Sessions";
    private static final String FIELDS = "Id,State,AppState,Connection,SessionType,LogonInProgress,"
            + "LogoffInProgress,FormattedStartTime,FormattedStateChangeTime,FormattedAppStateLastChangeTime,"
            + "EstablishmentDurationMilliseconds,ApplicationsInUse";

    WireMockServer citrix;

    @Inject
    CitrixClientFactory clients;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
    }

    @Test
    void sendsDocumentedRequest() {
        client().machineSessions(MACHINE, PollAttempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG);

        List<LoggedRequest> calls = calls();
        assertThat(calls).hasSize(1);
        LoggedRequest call = calls.get(0);
        assertThat(call.getUrl()).startsWith(PATH + "?");
        assertThat(call.queryParameter("fields").values()).containsExactly(FIELDS);
        assertThat(call.getQueryParams()).containsOnlyKeys("fields");
        assertThat(call.header("Authorization").values()).hasSize(1);
        assertThat(call.getHeader("Authorization")).matches("CWSAuth bearer=token-\\w{8}");
        assertThat(call.header("Citrix-CustomerId").values()).containsExactly(CitrixStub.CUSTOMER);
        assertThat(call.header("Citrix-InstanceId").values()).containsExactly(CitrixStub.SITE_ID);
        assertThat(UUID.fromString(call.getHeader("Citrix-TransactionId"))).isNotNull();
        assertThat(call.header("Accept").values()).containsExactly("application/json");
        assertThat(call.header("User-Agent").values()).containsExactly("citrix-session-exporter/" + version);
        assertThat(call.header("Accept-Encoding").values()).containsExactly("gzip");
        assertThat(call.containsHeader("Content-Type")).isFalse();
    }

    @Test
    void sendsNewTransactionIdWithEachCall() {
        CitrixClient client = client();
        client.machineSessions(MACHINE, PollAttempt.once(Sites.soon())).await().atMost(Sites.LONG);
        client.machineSessions(MACHINE, PollAttempt.once(Sites.soon())).await().atMost(Sites.LONG);

        assertThat(calls())
                .extracting(call -> call.getHeader("Citrix-TransactionId"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void encodesMachineNames() {
        client().machineSessions("ctx 02.corp.example/é?x#y", PollAttempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG);

        assertThat(calls().get(0).getUrl())
                .startsWith("/own/manage/Machines/ctx%2002.corp.example%2F%C3%A9%3Fx%23y/Sessions?");
    }

    @Test
    void decompressesResponse() throws IOException {
        answer(compressed("{\"Items\":[{},{},{}]}"));

        assertThat(sessions(client()).tally().total()).isEqualTo(3);
    }

    @Test
    void readsResponseWithoutContentType() {
        answer(aResponse().withBody("{\"Items\":[{}]}"));

        assertThat(sessions(client()).tally().total()).isEqualTo(1);
    }

    @Test
    void timesOutOnSlowBody() {
        answer(CitrixStub.sessions("{}").withChunkedDribbleDelay(10, 10_000));
        CitrixException failure = failure(clients.create(Sites.cloud(citrix), Sites.poll(Duration.ofMillis(400))));

        assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    }

    @Test
    void rejectsBodyAboveLimit() {
        answer(CitrixStub.sessions("{\"Junk\":\"" + "x".repeat(100_000) + "\"}"));
        CitrixException failure =
                failure(clients.create(Sites.cloud(citrix), Sites.poll(Sites.LONG), new BodyLimit(50_000)));

        assertThat(failure.reason()).isEqualTo(FailureReason.TOO_LARGE);
        assertThat(failure).hasMessageStartingWith("the response is larger than 50000 bytes");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void appliesLimitToDecompressedBody() throws IOException {
        answer(compressed("{\"Items\":[{\"Junk\":\"" + "x".repeat(100_000) + "\"}]}"));

        assertThat(failure(clients.create(Sites.cloud(citrix), Sites.poll(Sites.LONG), new BodyLimit(50_000)))
                        .reason())
                .isEqualTo(FailureReason.TOO_LARGE);
        assertThat(sessions(clients.create(Sites.cloud(citrix), Sites.poll(Sites.LONG), new BodyLimit(200_000)))
                        .tally()
                        .total())
                .isEqualTo(1);
    }

    @Test
    void listsOfTheSiteMayBeLarger() throws IOException {
        String machines = "{\"Items\":[{\"Id\":\"1\",\"Junk\":\"" + "x".repeat(100_000) + "\"}]}";
        CitrixClient client =
                clients.create(Sites.cloud(citrix), Sites.poll(Sites.LONG), new BodyLimit(50_000, 200_000));
        for (ResponseDefinitionBuilder response : List.of(aResponse().withBody(machines), compressed(machines))) {
            citrix.stubFor(get(urlPathEqualTo(Sites.BASE + "/Machines")).willReturn(response));

            assertThat(client.machines(Sites.soon()).await().atMost(Sites.LONG)).hasSize(1);
        }
    }

    private CitrixClient client() {
        return clients.create(Sites.cloud(citrix), Sites.poll(Sites.LONG));
    }

    private static ResponseDefinitionBuilder compressed(String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader("Content-Encoding", "gzip")
                .withBody(bytes.toByteArray());
    }

    private void answer(ResponseDefinitionBuilder response) {
        citrix.stubFor(machine().willReturn(response));
    }

    private static MappingBuilder machine() {
        return get(urlPathEqualTo(PATH));
    }

    private static MachineSessions sessions(CitrixClient client) {
        return client.machineSessions(MACHINE, PollAttempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG);
    }

    private static CitrixException failure(CitrixClient client) {
        return catchThrowableOfType(CitrixException.class, () -> sessions(client));
    }

    /** The calls for sessions of this test's own client, oldest first. */
    private List<LoggedRequest> calls() {
        return citrix.findAll(getRequestedFor(urlPathMatching("/own/manage/Machines/.*")));
    }
}
