package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.Deadline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a site that has too much to do. Waits take no time here, but move the clock. */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class ThrottlingTest {
    private static final String INVENTORY = Sites.BASE + "/Machines";
    private static final String MACHINES = Sites.BASE + "/Machines/.*";
    private static final String LONG_DATE = "Mon, 02 Mar 2026 08:30:00 GMT, Mon, 02 Mar 2026 08:30:00 GMT, and more";

    WireMockServer citrix;

    @Inject
    TlsConfigurationRegistry tls;

    private final TestClock clock = new TestClock();
    private CitrixClient client;

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
        client = client(Sites.cloud(citrix));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 5 | | 5000",
                "503 | Mon, 02 Mar 2026 08:00:06 GMT | | 6000",
                "429 | 2026-03-02T08:00:07Z | | 7000",
                "503 | | {\"parameters\":[{\"name\":\"retryDelay\",\"value\":\"4\"}]} | 4000",
            })
    void retriesAfterRequestedDelay(int status, String header, String body, long millis) {
        ResponseDefinitionBuilder answer = status(status);
        if (header != null) {
            answer.withHeader("Retry-After", header);
        }
        if (body != null) {
            answer.withBody(body);
        }
        inventoryOnce(answer);

        client.machines(deadline()).await().atMost(Sites.LONG);

        assertThat(inventoryCalls()).isEqualTo(2);
        assertThat(waited()).isEqualTo(Duration.ofMillis(millis));
    }

    /** Whatever the clock of the server shows, only its distance from the Date of the same response counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 02 Mar 2026 08:30:00 GMT | Mon, 02 Mar 2026 08:30:05 GMT",
                "Mon, 02 Mar 2026 07:30:00 GMT | Mon, 02 Mar 2026 07:30:05 GMT",
                "Mon, 02 Mar 2026 13:00:00 GMT | 2026-03-02T13:00:05Z",
                "Monday, 02-Mar-26 08:30:00 GMT | 2026-03-02T10:30:05+02:00",
                "an hour ago | Mon, 02 Mar 2026 08:00:05 GMT",
                LONG_DATE + " | Mon, 02 Mar 2026 08:00:05 GMT",
            })
    void readsRetryAfterDateRelativeToServerTime(String date, String retryAfter) {
        inventoryOnce(status(429).withHeader("Date", date).withHeader("Retry-After", retryAfter));

        client.machines(deadline()).await().atMost(Sites.LONG);

        assertThat(waited()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void ignoresDelayOfTooManyCharacters(int status) {
        inventoryOnce(
                status(status).withHeader("Retry-After", LONG_DATE).withBody("{\"retryDelay\":\"" + LONG_DATE + "\"}"));

        client.machines(deadline()).await().atMost(Sites.LONG);

        assertThat(inventoryCalls()).isEqualTo(2);
        assertThat(waited()).as("the default backoff").isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
    }

    @Test
    void readsRetryDelayDateRelativeToServerTime() {
        inventoryOnce(status(503)
                .withHeader("Date", "Mon, 02 Mar 2026 08:30:00 GMT")
                .withBody("{\"parameters\":{\"retryDelay\":\"2026-03-02T08:30:04Z\"}}"));

        client.machines(deadline()).await().atMost(Sites.LONG);

        assertThat(waited()).isEqualTo(Duration.ofSeconds(4));
    }

    /** A proxy with a stored Date may stretch the wait, but not beyond the longest backoff. */
    @Test
    void limitsBackoffOfWrongDate() {
        sessions("M");
        citrix.stubFor(get(urlPathMatching(MACHINES))
                .willReturn(status(429)
                        .withHeader("Date", "Sun, 01 Mar 2026 08:00:00 GMT")
                        .withHeader("Retry-After", "Mon, 02 Mar 2026 08:00:05 GMT")));
        failure(client.machineSessions("M", PollAttempt.once(deadline())));
        Sites.reset(citrix);
        clock.advance(Duration.ofMinutes(10));

        sessions("M");
    }

    @Test
    void retriesAfterDefaultBackoff() {
        inventoryOnce(status(503).withBody("<html>"));

        client.machines(deadline()).await().atMost(Sites.LONG);

        assertThat(inventoryCalls()).isEqualTo(2);
        assertThat(waited()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 530})
    void retriesServerErrorOnce(int status) {
        inventoryOnce(status(status));

        client.machines(deadline()).await().atMost(Sites.LONG);

        assertThat(inventoryCalls()).isEqualTo(2);
        assertThat(waited()).isBetween(Duration.ofMillis(200), Duration.ofMillis(300));
    }

    @Test
    void doesNotRetryCallForOneMachine() {
        citrix.stubFor(get(urlPathMatching(MACHINES)).willReturn(status(503)));

        assertThat(failure(client.machineSessions("M", PollAttempt.once(deadline())))
                        .reason())
                .isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void rejectsQueuedRequestsAfter429() {
        sessions("M");
        citrix.resetRequests();
        citrix.stubFor(get(urlPathMatching(MACHINES)).willReturn(status(429).withHeader("Retry-After", "3600")));

        List<FailureReason> reasons = Uni.join()
                .all(IntStream.range(0, 200)
                        .mapToObj(machine -> client.machineSessions("M" + machine, PollAttempt.once(deadline()))
                                .map(answer -> FailureReason.CONNECT)
                                .onFailure(CitrixException.class)
                                .recoverWithItem(
                                        failure -> CitrixErrors.of(failure).reason()))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Sites.LONG);

        assertThat(reasons).hasSize(200).containsOnly(FailureReason.THROTTLED);
        assertThat(calls()).isBetween(1, 8);
        CitrixException next = failure(client.machineSessions("M", PollAttempt.once(deadline())));
        assertThat(next)
                .hasMessageStartingWith(
                        "not sent, the backoff until 2026-03-02T08:10:00Z ends after the cycle: HTTP 429");
        assertThat(waited()).isZero();
    }

    @Test
    void waitsForThrottledTokenEndpoint() {
        citrix.stubFor(post(urlPathEqualTo(Sites.TOKENS))
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "9")));

        sessions("M");

        citrix.verify(2, postRequestedFor(urlPathEqualTo(Sites.TOKENS)));
        assertThat(calls()).isEqualTo(1);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(9));
    }

    /** Logins are retried by themselves, not once more with each retry of the call. */
    @ParameterizedTest
    @CsvSource({"429, 4", "503, 1"})
    void limitsLoginsOfOneCall(int status, int logins) {
        citrix.stubFor(
                post(urlPathEqualTo(Sites.TOKENS)).willReturn(status(status).withHeader("Retry-After", "1")));

        assertThat(failure(client.machines(deadline())).atLogin()).isTrue();
        citrix.verify(logins, postRequestedFor(urlPathEqualTo(Sites.TOKENS)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void limitsRequestsOfOneCall(int status) {
        citrix.stubFor(get(urlPathEqualTo(INVENTORY)).willReturn(status(status).withHeader("Retry-After", "1")));

        assertThat(failure(client.machines(deadline())).hasStatus(status)).isTrue();
        assertThat(inventoryCalls()).isEqualTo(4);
        citrix.verify(1, postRequestedFor(urlPathEqualTo(Sites.TOKENS)));
    }

    @Test
    void waitsForThrottledTokenEndpointWhenTokenIsRejected() {
        sessions("M");
        clock.advance(Duration.ofMinutes(1));
        inventoryOnce(status(401));
        citrix.stubFor(post(urlPathEqualTo(Sites.TOKENS))
                .inScenario("throttled once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(status(429).withHeader("Retry-After", "9")));

        client.machines(deadline()).await().atMost(Sites.LONG);

        citrix.verify(3, postRequestedFor(urlPathEqualTo(Sites.TOKENS)));
        assertThat(inventoryCalls()).isEqualTo(2);
    }

    @Test
    void honoursRetryAfterOfTokenEndpoint() {
        citrix.stubFor(post(urlPathEqualTo(Sites.TOKENS))
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "40")));
        assertThat(failure(client.startCycle(deadline(), Optional.empty())).reason())
                .isEqualTo(FailureReason.SERVER_ERROR);
        clock.advance(Duration.ofSeconds(39));
        failure(client.startCycle(deadline(), Optional.empty()));
        citrix.verify(1, postRequestedFor(urlPathEqualTo(Sites.TOKENS)));

        Sites.reset(citrix);
        clock.advance(Duration.ofSeconds(1));
        client.startCycle(deadline(), Optional.empty()).await().atMost(Sites.LONG);
        assertThat(clock.instant()).isEqualTo(TestClock.START.plusSeconds(40));
    }

    @Test
    void spacesCallsByRequestsPerSecond() {
        client = client(Sites.limited(Sites.cloud(citrix), 2.5));

        IntStream.range(0, 6).forEach(machine -> sessions("M" + machine));

        assertThat(calls()).isEqualTo(6);
        assertThat(waited()).as("the login counts, too").isEqualTo(Duration.ofMillis(2400));
    }

    private CitrixClient client(ExporterConfig.Site site) {
        return TestClients.create(tls, clock, site, Sites.poll(Sites.LONG));
    }

    private Deadline deadline() {
        return Deadline.after(Duration.ofMinutes(1), clock);
    }

    private void sessions(String machine) {
        client.machineSessions(machine, PollAttempt.once(deadline())).await().atMost(Sites.LONG);
    }

    private void inventoryOnce(ResponseDefinitionBuilder answer) {
        citrix.stubFor(
                get(urlPathEqualTo(INVENTORY)).atPriority(10).willReturn(okJson("{\"Items\":[{\"Id\":\"1\"}]}")));
        citrix.stubFor(get(urlPathEqualTo(INVENTORY))
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(answer));
    }

    private int inventoryCalls() {
        return citrix.findAll(getRequestedFor(urlPathEqualTo(INVENTORY))).size();
    }

    private int calls() {
        return citrix.findAll(getRequestedFor(urlPathMatching(MACHINES))).size();
    }

    private Duration waited() {
        return Duration.between(TestClock.START, clock.instant());
    }

    private static CitrixException failure(Uni<?> call) {
        return catchThrowableOfType(CitrixException.class, () -> call.await().atMost(Sites.LONG));
    }
}
