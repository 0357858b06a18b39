package io.citrixexporter.metrics;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.Docs;
import io.citrixexporter.LogLines;
import io.citrixexporter.TestClock;
import io.citrixexporter.TestTime;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.poll.Polling;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The behaviour when Citrix fails: each fault is injected over HTTP into the running program, between two successful
 * cycles.
 */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
@TestProfile(FailureTableTest.WithTestTime.class)
class FailureTableTest {
    private static final String FIRST = "/cvad/manage/Machines/CORP%7CCTX-01/Sessions";
    private static final String SECOND = "/cvad/manage/Machines/ctx-02.corp.example/Sessions";
    private static final Duration LONGER_THAN_MAX_BACKOFF = Duration.ofMinutes(11);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Shared by all tests, since WireMock cannot remove a listener. */
    private static final AtomicReference<CompletableFuture<Boolean>> SECOND_REQUESTED = new AtomicReference<>();

    private static final String ACTIVE = "{\"State\":\"Active\",\"Connection\":{}}";

    WireMockServer citrix;

    @Inject
    Polling polling;

    @Inject
    TestClock clock;

    private final LogLines log = LogLines.of("io.citrixexporter.poll.CycleLog");
    private final LogLines errors = LogLines.errors();

    @BeforeEach
    void runSuccessfulCycle() {
        good();
        log.take();
    }

    @AfterEach
    void logsNoErrors() {
        log.close();
        errors.close();
        assertThat(errors.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void failsOnlyAffectedMachine(Fault fault) {
        Scrape before = scrape();
        respond(FIRST, fault.response.apply(clock.instant().plus(MINUTE)));
        respond(SECOND, CitrixStub.sessions(ACTIVE + "," + ACTIVE));
        awaitSecondRequestBeforeFirstResponse();
        cycle(MINUTE);

        assertThat(requests(FIRST)).as("requests").isEqualTo(fault.requests);
        assertThat(requests(SECOND)).isEqualTo(1);
        citrix.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
        citrix.verify(fault == Fault.TOKEN_REJECTED ? 1 : 0, postRequestedFor(anyUrl()));
        Scrape after = scrape();
        assertThat(after.up("CTX-01")).isZero();
        assertThat(after.active("CTX-01")).isEqualTo(fault.sessionsShown());
        assertThat(after.up("ctx-02")).isEqualTo(1);
        assertThat(after.active("ctx-02")).isEqualTo(2);
        assertThat(after.siteUp()).isEqualTo(1);
        assertThat(after.failures()).isEqualTo(plusOne(before.failures(), fault.reason));
        int good = fault.outcome().equals("2xx") ? 1 : 0;
        assertThat(after.calls(fault.outcome()) - before.calls(fault.outcome()))
                .as("calls with this outcome")
                .isEqualTo(fault.requests + good);
        List<String> lines = log.take();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("WARN stub: machine CTX-01 failed, " + fault.reason + ": ");
        if (fault != Fault.TRUNCATED_LIST) {
            assertThat(transactions(FIRST)).anyMatch(id -> lines.get(0).contains(id));
        }
        assertThat(lines.get(1)).startsWith("INFO stub: cycle ended, machines: 1 ok, 1 failed");

        cycle(fault == Fault.LONG_BACKOFF ? LONGER_THAN_MAX_BACKOFF : Duration.ofSeconds(45));
        assertThat(log.take()).as("logged once").hasSize(1).noneMatch(line -> line.startsWith("WARN"));

        good();
        assertThat(log.take()).anyMatch(line -> line.equals("INFO stub: machine CTX-01 recovered"));
    }

    @Test
    void retriesWithinCycleAfterShortBackoff() {
        double waited = scrape().throttledSeconds();
        once(
                FIRST,
                aResponse().withStatus(429).withBody("{\"parameters\":[{\"name\":\"retryDelay\",\"value\":\"5\"}]}"));
        cycle(MINUTE);

        assertThat(requests(FIRST)).isEqualTo(2);
        Scrape after = scrape();
        assertThat(after.up("CTX-01")).isEqualTo(1);
        assertThat(after.throttledSeconds()).isCloseTo(waited + 5, within(0.001));
        assertThat(log.take()).singleElement().asString().startsWith("INFO stub: cycle ended, machines: 2 ok");
    }

    @Test
    void honoursRetryAfterOf503AndPollsOtherMachines() {
        double waited = scrape().throttledSeconds();
        Instant before = clock.instant();
        once(FIRST, aResponse().withStatus(503).withHeader("Retry-After", "7"));
        cycle(MINUTE);

        assertThat(requests(FIRST)).isEqualTo(2);
        Scrape after = scrape();
        assertThat(after.machinesUp()).isEqualTo(2);
        assertThat(Duration.between(before, clock.instant())).isEqualTo(MINUTE.plusSeconds(7));
        assertThat(after.throttledSeconds()).as("no backoff for other machines").isCloseTo(waited, within(0.001));
        assertThat(log.take()).singleElement().asString().startsWith("INFO stub: cycle ended, machines: 2 ok");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void backsOffWhileCredentialsAreRejected(int status) {
        Map<FailureReason, Double> before = scrape().failures();
        citrix.stubFor(post(anyUrl()).willReturn(status(status).withBody("{\"error\":\"invalid_client\"}")));
        cycle(Duration.ofMinutes(61));
        assertThat(requests(FIRST) + requests(SECOND)).isZero();
        citrix.verify(1, postRequestedFor(anyUrl()));
        Scrape after = scrape();
        assertThat(after.siteUp()).isZero();
        assertThat(after.machinesUp()).isZero();
        assertThat(after.active("CTX-01")).as("last value").isEqualTo(1);
        assertThat(after.failures().get(FailureReason.AUTH)).isEqualTo(before.get(FailureReason.AUTH) + 2);
        List<String> lines = log.take();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("WARN stub: site not reached, auth: HTTP " + status + ": the token endpoint");

        int[] attempts = {0, 1, 0, 0, 1, 0, 0, 0, 0, 1};
        for (int attempt : attempts) {
            cycle(Duration.ofSeconds(29));
            citrix.verify(attempt, postRequestedFor(anyUrl()));
        }
        assertThat(log.has("WARN")).as("logged once").isFalse();

        assertThat(good().siteUp()).isEqualTo(1);
        assertThat(log.take()).contains("INFO stub: site reached again");
    }

    @Test
    void renewsRevokedTokenWithinCycle() {
        citrix.stubFor(get(urlPathEqualTo(FIRST)).willReturn(status(401)));
        citrix.stubFor(get(urlPathEqualTo(SECOND)).willReturn(status(401)));
        citrix.stubFor(post(anyUrl()).willReturn(okJson("{\"access_token\":\"token-2\",\"expires_in\":\"3600\"}")));
        for (String machine : List.of(FIRST, SECOND)) {
            citrix.stubFor(get(urlPathEqualTo(machine))
                    .withHeader("Authorization", equalTo("CWSAuth bearer=token-2"))
                    .willReturn(CitrixStub.sessions(ACTIVE)));
        }
        cycle(MINUTE);

        citrix.verify(1, postRequestedFor(anyUrl()));
        assertThat(scrape().machinesUp()).isEqualTo(2);
        assertThat(log.take()).singleElement().asString().startsWith("INFO stub: cycle ended, machines: 2 ok");
    }

    @Test
    void showsOutageAndRecoveryOfApiWithinCycle() {
        citrix.stubFor(any(anyUrl())
                .atPriority(1)
                .willReturn(
                        aResponse().withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)));
        cycle(MINUTE);
        Scrape after = scrape();
        assertThat(after.siteUp()).isZero();
        assertThat(after.machinesUp()).isZero();
        assertThat(after.sessions()).as("last values").isEqualTo(2);

        assertThat(good().siteUp()).isEqualTo(1);
    }

    @Test
    void documentsEveryFault() throws IOException {
        assertThat(Docs.table("docs/troubleshooting.md", Fault.heading()))
                .containsExactlyElementsOf(
                        Arrays.stream(Fault.values()).map(Fault::row).toList());
    }

    @Test
    void documentsTimingOfEveryFailure() throws IOException {
        assertThat(Docs.table("docs/troubleshooting.md", FailureTiming.heading()))
                .containsExactlyElementsOf(Arrays.stream(FailureTiming.values())
                        .map(FailureTiming::row)
                        .toList());
        assertThat(FailureTiming.values()).allSatisfy(row -> assertThat(row.test.getDeclaredMethods())
                .as(row.row())
                .anyMatch(method -> method.getName().equals(row.method) && method.isAnnotationPresent(Test.class)));
    }

    private Scrape good() {
        CitrixStub.reset(citrix);
        respond(FIRST, CitrixStub.sessions(ACTIVE));
        respond(SECOND, CitrixStub.sessions(ACTIVE));
        cycle(LONGER_THAN_MAX_BACKOFF);
        Scrape scrape = scrape();
        assertThat(scrape.machinesUp()).isEqualTo(2);
        assertThat(scrape.sessions()).isEqualTo(2);
        return scrape;
    }

    private void cycle(Duration later) {
        clock.advance(later);
        citrix.resetRequests();
        log.take();
        polling.cycle();
        logged();
    }

    /** Waits for the log line at the end of a cycle. */
    private void logged() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> log.has("cycle ended"));
    }

    /** Otherwise a response that stops all requests to the site could arrive before the second machine is requested. */
    private void awaitSecondRequestBeforeFirstResponse() {
        if (SECOND_REQUESTED.getAndSet(new CompletableFuture<>()) != null) {
            return;
        }
        citrix.addMockServiceRequestListener((request, response) -> {
            if (request.getUrl().startsWith(SECOND)) {
                SECOND_REQUESTED.get().complete(true);
            } else if (request.getUrl().startsWith(FIRST)) {
                SECOND_REQUESTED
                        .get()
                        .completeOnTimeout(false, 4, TimeUnit.SECONDS)
                        .join();
            }
        });
    }

    private void respond(String machine, ResponseDefinitionBuilder response) {
        citrix.stubFor(get(urlPathEqualTo(machine)).willReturn(response));
    }

    private void once(String machine, ResponseDefinitionBuilder response) {
        citrix.stubFor(get(urlPathEqualTo(machine))
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(response));
    }

    private int requests(String machine) {
        return citrix.findAll(getRequestedFor(urlPathEqualTo(machine))).size();
    }

    private List<String> transactions(String machine) {
        return citrix.findAll(getRequestedFor(urlPathEqualTo(machine))).stream()
                .map(request -> "Citrix-TransactionId " + request.getHeader("Citrix-TransactionId"))
                .toList();
    }

    private static Map<FailureReason, Double> plusOne(Map<FailureReason, Double> before, String reason) {
        Map<FailureReason, Double> after = new EnumMap<>(before);
        after.computeIfPresent(
                FailureReason.valueOf(reason.toUpperCase(java.util.Locale.ROOT)), (any, count) -> count + 1);
        return after;
    }

    private static Scrape scrape() {
        return new Scrape(given().accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** The metrics after a cycle: one scrape for all values. */
    private record Scrape(String text) {
        double siteUp() {
            return value("citrix_site_up{site=\"stub\",}");
        }

        double machinesUp() {
            return up("CTX-01") + up("ctx-02");
        }

        double up(String machine) {
            return value("citrix_machine_up{site=\"stub\",machine=\"" + machine + "\",delivery_group=\"\",}");
        }

        double sessions() {
            return active("CTX-01") + active("ctx-02");
        }

        double active(String machine) {
            return value("citrix_machine_sessions{site=\"stub\",machine=\"" + machine
                    + "\",delivery_group=\"\",state=\"Active\",}");
        }

        double throttledSeconds() {
            return value("citrix_exporter_throttled_seconds_total{site=\"stub\",}");
        }

        Map<FailureReason, Double> failures() {
            Map<FailureReason, Double> counts = new EnumMap<>(FailureReason.class);
            for (FailureReason reason : FailureReason.values()) {
                counts.put(
                        reason,
                        value("citrix_exporter_poll_failures_total{reason=\"" + reason.label() + "\",site=\"stub\",}"));
            }
            return counts;
        }

        /** Number of sessions calls with an outcome. */
        double calls(String outcome) {
            String start = "citrix_exporter_api_request_duration_seconds_count{";
            return text.lines()
                    .filter(line -> line.startsWith(start) && line.contains("Sessions\""))
                    .filter(line -> line.contains("outcome=\"" + outcome + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }

        private double value(String series) {
            return text.lines()
                    .filter(line -> line.startsWith(series + " "))
                    .map(line -> Double.valueOf(line.substring(series.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no series " + series));
        }
    }

    /** The program with a simulated clock. */
    public static final class WithTestTime implements QuarkusTestProfile {
        /** Enough for 64 MiB on a busy host. */
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("citrix.poll.request-timeout", "2s");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(TestTime.class);
        }
    }
}
