package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.SessionsResponse;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.Secret;
import io.citrixexporter.model.FailureReason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class CitrixClientTest {
    private static final String MACHINE = "CORP\\CTX-01";
    private static final String PATH = "/own/manage/Machines/CORP%7CCTX-01/Sessions";
    private static final String FIELDS = "Id,State,AppState,Connection";

    WireMockServer citrix;

    @Inject
    CitrixClients clients;

    @ConfigProperty(name = "quarkus.application.version")
    String version;

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
    }

    @Test
    void asksAsCitrixWantsToBeAsked() {
        client().sessions(MACHINE, Attempt.once(Sites.soon())).await().atMost(Sites.LONG);

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
    void everyCallHasItsOwnTransaction() {
        CitrixClient client = client();
        client.sessions(MACHINE, Attempt.once(Sites.soon())).await().atMost(Sites.LONG);
        client.sessions(MACHINE, Attempt.once(Sites.soon())).await().atMost(Sites.LONG);

        assertThat(calls())
                .extracting(call -> call.getHeader("Citrix-TransactionId"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void asksForMachinesWhoseNamesAreOdd() {
        client().sessions("ctx 02.corp.example/é?x#y", Attempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG);

        assertThat(calls().get(0).getUrl())
                .startsWith("/own/manage/Machines/ctx%2002.corp.example%2F%C3%A9%3Fx%23y/Sessions?");
    }

    @Test
    void decodesACompressedAnswer() throws IOException {
        answer(compressed("{\"Items\":[{},{},{}]}"));

        assertThat(sessions(client()).tally().total()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_RESPONSE, 3",
        "403, FORBIDDEN, 1",
        "404, NOT_FOUND, 1",
        "406, BAD_RESPONSE, 3",
        "500, SERVER_ERROR, 1",
        "502, SERVER_ERROR, 1",
        "504, SERVER_ERROR, 1",
        "530, SERVER_ERROR, 1",
        "202, BAD_RESPONSE, 1",
        "204, BAD_RESPONSE, 1",
    })
    void anErrorHasItsReasonAndItsNumberOfTries(int status, FailureReason reason, int tries) {
        answer(aResponse().withStatus(status).withBody("<html>CORP\\alice</html>"));
        CitrixException failure = failure(client());

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.status()).hasValue(status);
        assertThat(calls()).hasSize(tries);
        LoggedRequest first = calls().get(0);
        assertThat(failure.getMessage())
                .startsWith("HTTP " + status)
                .doesNotContain("alice")
                .endsWith("(localhost:" + citrix.port() + ", Citrix-TransactionId "
                        + first.getHeader("Citrix-TransactionId") + ")");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenConnectionIsAConnectFailure(Fault fault) {
        answer(aResponse().withFault(fault));
        CitrixException failure = failure(client());

        assertThat(failure.reason()).isEqualTo(FailureReason.CONNECT);
        assertThat(calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void neverFollowsARedirect(int status) {
        answer(aResponse().withStatus(status).withHeader("Location", citrix.baseUrl() + "/elsewhere"));
        CitrixException failure = failure(client());

        assertThat(failure.reason()).isEqualTo(FailureReason.BAD_RESPONSE);
        assertThat(failure).hasMessageStartingWith("HTTP " + status + ": a redirect, which is never followed");
        assertThat(calls()).hasSize(1);
        citrix.verify(0, anyRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void aGoodStatusIsNotEnough() {
        for (ResponseDefinitionBuilder odd : List.of(
                aResponse().withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>"),
                aResponse().withHeader("Content-Type", "text/html").withBody("{\"Items\":[]}"),
                aResponse().withHeader("Content-Type", "application/json").withBody("<html>Sign in</html>"),
                aResponse().withHeader("Content-Type", "application/json"),
                aResponse(),
                aResponse().withBody(" "),
                okJson("{}"),
                okJson("{\"Items\":null}"),
                okJson("{\"Items\":[{\"Id\":\"a\"},"))) {
            answer(odd);
            assertThat(failure(client()).reason()).isEqualTo(FailureReason.BAD_RESPONSE);
        }
    }

    @Test
    void readsAnAnswerWithoutContentType() {
        answer(aResponse().withBody("{\"Items\":[{}]}"));

        assertThat(sessions(client()).tally().total()).isEqualTo(1);
    }

    @Test
    void asksWithoutFieldsWhereTheServerDoesNotKnowThem() {
        answer(aResponse().withStatus(400));
        citrix.stubFor(machine().withQueryParam("fields", absent()).willReturn(CitrixStub.sessions("{}")));
        CitrixClient client = client();

        assertThat(sessions(client).tally().total()).isEqualTo(1);
        assertThat(sessions(client).tally().total()).isEqualTo(1);
        assertThat(calls())
                .extracting(call -> call.queryParameter("fields").isPresent())
                .containsExactly(true, false, false);
    }

    @Test
    void aMachineThatIsRefusedEitherWayDoesNotChangeHowOthersAreAsked() {
        answer(aResponse().withStatus(400));
        CitrixClient client = client();
        failure(client);
        client.sessions("other", Attempt.once(Sites.soon())).await().atMost(Sites.LONG);

        citrix.verify(getRequestedFor(urlPathEqualTo("/own/manage/Machines/other/Sessions"))
                .withQueryParam("fields", equalTo(FIELDS)));
    }

    @Test
    void anAnswerThatHangsIsATimeout() {
        answer(CitrixStub.sessions("").withFixedDelay(10_000));
        CitrixException failure = failure(clients.create(Sites.cloud(citrix), Sites.poll(Duration.ofMillis(400))));

        assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(failure).hasMessageStartingWith("no response in time");
        assertThat(calls()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anAnswerThatDripsIsATimeout() {
        answer(CitrixStub.sessions("{}").withChunkedDribbleDelay(10, 10_000));
        CitrixException failure = failure(clients.create(Sites.cloud(citrix), Sites.poll(Duration.ofMillis(400))));

        assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    }

    @Test
    void anAnswerBeyondTheLimitIsTooLarge() {
        answer(CitrixStub.sessions("{\"Junk\":\"" + "x".repeat(100_000) + "\"}"));
        CitrixException failure =
                failure(clients.create(Sites.cloud(citrix), Sites.poll(Sites.LONG), new BodyLimit(50_000)));

        assertThat(failure.reason()).isEqualTo(FailureReason.TOO_LARGE);
        assertThat(failure).hasMessageStartingWith("the response is larger than 50000 bytes");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void theLimitHoldsForTheDecodedAnswer() throws IOException {
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
    void aServerThatIsNotThereIsNoConnection() {
        WireMockServer gone = new WireMockServer(0);
        gone.start();
        String url = gone.baseUrl();
        gone.stop();
        CitrixException failure = failure(clients.create(
                Sites.at(
                        url,
                        citrix.baseUrl(),
                        AuthKind.CLOUD,
                        "client",
                        Secret.ofText("secret"),
                        Optional.of(CitrixStub.SITE_ID),
                        Optional.empty()),
                Sites.poll(Sites.LONG)));

        assertThat(failure.reason()).isEqualTo(FailureReason.CONNECT);
    }

    @Test
    void oneMachinesTroubleDoesNotReachAnother() {
        answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
        CitrixClient client = client();
        assertThat(failure(client).reason()).isEqualTo(FailureReason.CONNECT);

        assertThat(client.sessions("other", Attempt.once(Sites.soon()))
                        .await()
                        .atMost(Sites.LONG)
                        .tally()
                        .total())
                .isZero();
        citrix.verify(1, postRequestedFor(urlPathEqualTo(Sites.TOKENS)));
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

    private static SessionsResponse sessions(CitrixClient client) {
        return client.sessions(MACHINE, Attempt.once(Sites.soon())).await().atMost(Sites.LONG);
    }

    private static CitrixException failure(CitrixClient client) {
        return catchThrowableOfType(CitrixException.class, () -> sessions(client));
    }

    /** The calls for sessions of this test's own client, oldest first. */
    private List<LoggedRequest> calls() {
        return citrix.findAll(getRequestedFor(urlPathMatching("/own/manage/Machines/.*")));
    }
}
