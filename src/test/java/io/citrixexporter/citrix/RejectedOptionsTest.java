package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.LogLines;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.citrix.http.SessionListParser;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.Secret;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.time.Deadline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that reject optional parts of a request: alone, together, on one endpoint or on one page only. */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class RejectedOptionsTest {
    private static final String MACHINES = Sites.BASE + "/Machines";
    private static final String SESSIONS = Sites.BASE + "/Sessions";
    private static final String ME = Sites.BASE + "/me";
    private static final String ERROR = """
        {"type":"https://errors-api.cloud.com/common/outOfRange","detail":"A number is out of range for alice.",
        "parameters":[{"name":"limit","value":"alice"}]}\
        """;

    WireMockServer citrix;

    @Inject
    CitrixClientFactory clients;

    private final LogLines log = LogLines.of("io.citrixexporter.citrix.OptionNegotiation");

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
        citrix.stubFor(get(urlPathEqualTo(MACHINES)).atPriority(10).willReturn(okJson("{\"Items\":[{\"Id\":\"1\"}]}")));
        citrix.stubFor(get(urlPathEqualTo(SESSIONS))
                .atPriority(10)
                .willReturn(okJson("{\"Items\":[" + FakeCitrix.session("a", "1") + "]}")));
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** What a server may reject. */
    private enum Part {
        LIMIT_ABOVE_250(call -> call.withQueryParam("limit", matching("1000"))),
        LIMIT(call -> call.withQueryParam("limit", matching(".*"))),
        FIELDS(call -> call.withQueryParam("fields", matching(".*"))),
        NEW_FIELDS(call -> call.withQueryParam("fields", matching(".*SessionType.*"))),
        GZIP(call -> call.withHeader("Accept-Encoding", matching(".*"))),
        TRANSACTION_ID(call -> call.withHeader("Citrix-TransactionId", matching(".*")));

        @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
        private final UnaryOperator<MappingBuilder> condition;

        Part(UnaryOperator<MappingBuilder> condition) {
            this.condition = condition;
        }
    }

    static Stream<Arguments> collections() {
        return Stream.of(
                arguments(400, EnumSet.of(Part.LIMIT_ABOVE_250), "250", true, true, true),
                arguments(400, EnumSet.of(Part.LIMIT), "", true, true, true),
                arguments(400, EnumSet.of(Part.FIELDS), "1000", false, true, true),
                arguments(400, EnumSet.of(Part.FIELDS, Part.LIMIT_ABOVE_250), "250", false, true, true),
                arguments(422, EnumSet.of(Part.FIELDS, Part.LIMIT), "", false, true, true),
                arguments(406, EnumSet.of(Part.GZIP), "1000", true, false, true),
                arguments(415, EnumSet.of(Part.GZIP, Part.LIMIT_ABOVE_250), "250", true, false, true),
                arguments(400, EnumSet.of(Part.TRANSACTION_ID), "1000", true, true, false),
                arguments(400, EnumSet.complementOf(EnumSet.of(Part.NEW_FIELDS)), "", false, false, false));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @MethodSource("collections")
    void omitsRejectedPartFromThenOn(
            int status, Set<Part> rejected, String limit, boolean fields, boolean gzip, boolean transactionId) {
        for (String path : List.of(MACHINES, SESSIONS)) {
            CitrixClient client = client(Optional.of(CitrixStub.SITE_ID));
            citrix.resetRequests();
            log.take();
            rejected.forEach(part -> reject(path, part, status));
            assertThat(read(client, path)).as("the first call").isEqualTo(1);
            assertThat(calls(path)).hasSizeLessThan(15);
            assertThat(log.take()).singleElement().asString().startsWith("WARN own: localhost:" + citrix.port());

            citrix.resetRequests();
            assertThat(read(client, path)).isEqualTo(1);
            LoggedRequest call = only(path);
            assertThat(call.queryParameter("limit").isPresent() ? value(call, "limit") : "")
                    .isEqualTo(limit);
            assertThat(call.queryParameter("fields").isPresent()).isEqualTo(fields);
            assertThat(call.containsHeader("Accept-Encoding")).isEqualTo(gzip);
            assertThat(call.containsHeader("Citrix-TransactionId")).isEqualTo(transactionId);
            assertThat(log.take()).as("logged once").isEmpty();
        }
    }

    @Test
    void logsPartThatIsNoLongerSent() {
        reject(MACHINES, Part.LIMIT_ABOVE_250, 400);
        read(client(Optional.of(CitrixStub.SITE_ID)), MACHINES);

        assertThat(log.take())
                .containsExactly("WARN own: localhost:" + citrix.port() + " rejects a part of the request to /Machines"
                        + " with HTTP 400; no longer sent: limit=1000 (now 250)");
    }

    @Test
    void remembersRejectedPartsPerEndpoint() {
        CitrixClient client = client(Optional.of(CitrixStub.SITE_ID));
        reject(MACHINES, Part.LIMIT, 400);
        read(client, MACHINES);
        read(client, SESSIONS);

        assertThat(value(only(SESSIONS), "limit")).isEqualTo("1000");
    }

    @Test
    void omitsPartRejectedOnSecondPage() {
        CitrixClient client = client(Optional.of(CitrixStub.SITE_ID));
        citrix.stubFor(get(urlPathEqualTo(MACHINES))
                .atPriority(2)
                .withQueryParam("continuationToken", matching("next"))
                .willReturn(okJson("{\"Items\":[{\"Id\":\"2\"}]}")));
        citrix.stubFor(get(urlPathEqualTo(MACHINES))
                .atPriority(1)
                .withQueryParam("continuationToken", matching("next"))
                .withQueryParam("limit", matching(".*"))
                .willReturn(aResponse().withStatus(400).withBody(ERROR)));
        citrix.stubFor(get(urlPathEqualTo(MACHINES))
                .atPriority(3)
                .willReturn(okJson("{\"Items\":[{\"Id\":\"1\"}],\"ContinuationToken\":\"next\"}")));

        assertThat(read(client, MACHINES)).isEqualTo(2);
        assertThat(calls(MACHINES)).hasSize(4);
        citrix.resetRequests();
        assertThat(read(client, MACHINES)).isEqualTo(2);
        assertThat(calls(MACHINES)).hasSize(2);
    }

    static Stream<Part> headers() {
        return Stream.of(Part.GZIP, Part.TRANSACTION_ID);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void findsSiteWithoutRejectedHeader(Part header) {
        citrix.stubFor(get(urlPathEqualTo(ME))
                .willReturn(okJson("{\"Customers\":[{\"Id\":\"acme\",\"Sites\":[{\"Id\":\"s\",\"Name\":\"n\"}]}]}")));
        reject(ME, header, 400);

        assertThat(client(Optional.empty())
                        .startCycle(Sites.soon(), Optional.empty())
                        .await()
                        .atMost(Sites.LONG))
                .isEqualTo(new SiteIdentity("s", "n"));
    }

    static Stream<Part> partsOfACallForOneMachine() {
        return Stream.of(Part.FIELDS, Part.GZIP, Part.TRANSACTION_ID);
    }

    /** Calls that run while the cause is searched wait for the result. */
    @ParameterizedTest
    @MethodSource("partsOfACallForOneMachine")
    void sharesOneSearchBetweenMachines(Part part) {
        CitrixClient client = client(Optional.of(CitrixStub.SITE_ID));
        IntStream.range(0, 50).forEach(machine -> reject(machine(machine), part, 400));
        Deadline cycle = Sites.soon();

        List<MachineSessions> all = Multi.createFrom()
                .range(0, 50)
                .onItem()
                .transformToUni(machine -> client.machineSessions("M" + machine, PollAttempt.once(cycle)))
                .merge(8)
                .collect()
                .asList()
                .await()
                .atMost(Sites.LONG);

        assertThat(all).hasSize(50);
        assertThat(log.take()).hasSize(1);
        int calls = IntStream.range(0, 50)
                .map(machine -> calls(machine(machine)).size())
                .sum();
        assertThat(calls).as("8 at a time are rejected, and one search").isBetween(51, 66);
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"LIMIT_ABOVE_250", "GZIP", "TRANSACTION_ID", "NEW_FIELDS"})
    void requestsFieldsOfOlderServersIfNewerOnesAreRejected(Part other) {
        CitrixClient client = client(Optional.of(CitrixStub.SITE_ID));
        for (String path : List.of(SESSIONS, machine(1))) {
            EnumSet.of(Part.NEW_FIELDS, other).forEach(part -> reject(path, part, 400));
            log.take();
            citrix.resetRequests();
            readSessions(client, path);
            assertThat(log.take())
                    .singleElement()
                    .asString()
                    .contains("the fields about the life of sessions (their metrics are absent)");

            citrix.resetRequests();
            readSessions(client, path);
            assertThat(value(only(path), "fields"))
                    .startsWith(SessionListParser.CORE_FIELDS)
                    .doesNotContain("SessionType");
            assertThat(log.take()).as("logged once").isEmpty();
        }
    }

    private static void readSessions(CitrixClient client, String path) {
        (path.equals(SESSIONS)
                        ? client.siteSessions(Sites.soon())
                        : client.machineSessions("M1", PollAttempt.once(Sites.soon())))
                .await()
                .atMost(Sites.LONG);
    }

    @Test
    void limitsSearchesIfRejectionHasAnotherCause() {
        CitrixClient client = client(Optional.of(CitrixStub.SITE_ID));
        Deadline cycle = Sites.soon();
        for (int machine = 0; machine < 30; machine++) {
            String path = machine(machine);
            citrix.stubFor(get(urlPathEqualTo(path))
                    .willReturn(aResponse().withStatus(400).withBody(ERROR)));
            String name = "M" + machine;
            CitrixException failure = catchThrowableOfType(
                    CitrixException.class, () -> client.machineSessions(name, PollAttempt.once(cycle))
                            .await()
                            .atMost(Sites.LONG));
            assertThat(failure.getMessage())
                    .startsWith("HTTP 400")
                    .contains(", error type common/outOfRange, parameters limit (localhost:")
                    .doesNotContain("alice", "1000");
        }
        client.machineSessions("GOOD", PollAttempt.once(cycle)).await().atMost(Sites.LONG);

        int calls = IntStream.range(0, 30)
                .map(machine -> calls(machine(machine)).size())
                .sum();
        assertThat(calls).isEqualTo(30 + 3 * OptionNegotiation.MAX_FAILED_SEARCHES);
        assertThat(value(only(Sites.BASE + "/Machines/GOOD/Sessions"), "fields"))
                .isEqualTo(SessionListParser.FIELDS + SessionListParser.APPLICATIONS_FIELD);
        assertThat(log.take()).isEmpty();
    }

    @Test
    void remembersNothingIfSearchFailsOtherwise() {
        CitrixClient client = client(Optional.of(CitrixStub.SITE_ID));
        reject(machine(1), Part.FIELDS, 400);
        citrix.stubFor(get(urlPathEqualTo(machine(1)))
                .atPriority(2)
                .willReturn(aResponse().withStatus(500)));
        CitrixException failure = catchThrowableOfType(
                CitrixException.class, () -> client.machineSessions("M1", PollAttempt.once(Sites.soon()))
                        .await()
                        .atMost(Sites.LONG));
        client.machineSessions("GOOD", PollAttempt.once(Sites.soon())).await().atMost(Sites.LONG);

        assertThat(failure.reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(value(only(Sites.BASE + "/Machines/GOOD/Sessions"), "fields"))
                .isEqualTo(SessionListParser.FIELDS + SessionListParser.APPLICATIONS_FIELD);
        assertThat(log.take()).isEmpty();
    }

    private CitrixClient client(Optional<String> siteId) {
        return clients.create(
                Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofText("secret"), siteId), Sites.poll(Sites.LONG));
    }

    private static int read(CitrixClient client, String path) {
        return path.equals(MACHINES)
                ? client.machines(Sites.soon()).await().atMost(Sites.LONG).size()
                : client.siteSessions(Sites.soon())
                        .await()
                        .atMost(Sites.LONG)
                        .on("1")
                        .total();
    }

    private void reject(String path, Part part, int status) {
        citrix.stubFor(part.condition
                .apply(get(urlPathEqualTo(path)).atPriority(1))
                .willReturn(aResponse().withStatus(status).withBody(ERROR)));
    }

    private static String machine(int number) {
        return Sites.BASE + "/Machines/M" + number + "/Sessions";
    }

    private List<LoggedRequest> calls(String path) {
        return citrix.findAll(getRequestedFor(urlPathEqualTo(path)));
    }

    private LoggedRequest only(String path) {
        assertThat(calls(path)).hasSize(1);
        return calls(path).get(0);
    }

    private static String value(LoggedRequest call, String parameter) {
        return call.queryParameter(parameter).firstValue();
    }
}
