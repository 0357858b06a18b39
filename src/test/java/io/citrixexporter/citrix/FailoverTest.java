package io.citrixexporter.citrix;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Secret;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestAuth;
import io.citrixexporter.config.TestConfigs.TestSite;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.Deadline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class FailoverTest {
    private static final String TOKENS = Sites.BASE + "/tokens";
    private static final String ME = Sites.BASE + "/me";

    private final Ddc first = new Ddc("first");
    private final Ddc second = new Ddc("second");
    private final Ddc third = new Ddc("third");
    private final TestClock clock = new TestClock();
    private CitrixClient client;

    @Inject
    TlsConfigurationRegistry tls;

    @BeforeEach
    void start() {
        Stream.of(first, second, third).forEach(WireMockServer::start);
        client = client(Optional.of(CitrixStub.SITE_ID), Sites.LONG, first, second, third);
    }

    @AfterEach
    void stop() {
        Stream.of(first, second, third).forEach(WireMockServer::stop);
    }

    @Test
    void usesFirstControllerWhileItResponds() {
        signIn();
        poll("M1");

        assertThat(client.controller()).isEqualTo(name(first));
        assertThat(calls(first, "M1")).hasSize(1);
        assertThat(all(second)).isEmpty();
        assertThat(all(third)).isEmpty();
    }

    @Test
    void signsInToNextControllerIfFirstIsUnreachable() {
        first.stop();
        signIn();
        poll("M1");

        assertThat(client.controller()).isEqualTo(name(second));
        assertThat(signIns(second)).hasSize(1);
        assertThat(signIns(second).get(0).getHeader("Authorization")).startsWith("Basic ");
        assertThat(calls(second, "M1")).hasSize(1);
        assertThat(all(third)).isEmpty();
    }

    @Test
    void sendsTokenOfControllerInUse() {
        signIn();
        poll("M1");
        lose(first);
        poll("M2");
        poll("M3");

        assertThat(authorizations(first, "M1")).containsExactly("CWSAuth bearer=token-of-first");
        assertThat(authorizations(second, "M2")).containsExactly("CWSAuth bearer=token-of-second");
        assertThat(authorizations(second, "M3")).containsExactly("CWSAuth bearer=token-of-second");
    }

    @Test
    void failsOverIfTokenEndpointFails() {
        first.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(aResponse().withStatus(503)));
        signIn();

        assertThat(client.controller()).isEqualTo(name(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKENS, ME})
    void skipsControllerThatFailsProbe(String path) {
        first.stop();
        second.stubFor(any(urlPathEqualTo(path)).willReturn(aResponse().withStatus(503)));
        signIn();

        assertThat(client.controller()).isEqualTo(name(third));
    }

    @Test
    void looksUpSiteAtNextController() {
        client = client(Optional.empty(), Sites.LONG, first, second, third);
        first.stop();
        second.stubFor(get(urlPathEqualTo(ME)).willReturn(aResponse().withStatus(503)));
        signIn();
        poll("M1");

        assertThat(client.controller()).isEqualTo(name(third));
        assertThat(calls(third, "M1"))
                .extracting(call -> call.getHeader("Citrix-InstanceId"))
                .containsExactly(CitrixStub.SITE_ID);
    }

    @Test
    void doesNotProbeSingleController() {
        client = client(Optional.of(CitrixStub.SITE_ID), Sites.LONG, first);
        signIn();
        lose(first);

        assertThat(failure(() -> poll("M1")).reason()).isEqualTo(FailureReason.CONNECT);
        assertThat(questions(first)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void doesNotFailOverIfCredentialsAreRejected(int status) {
        first.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(aResponse().withStatus(status)));
        CitrixException failure = failure(this::signIn);

        assertThat(failure.reason()).isEqualTo(FailureReason.AUTH);
        assertThat(signIns(first)).hasSize(1);
        assertThat(all(second)).isEmpty();
        assertThat(all(third)).isEmpty();
    }

    @Test
    void endsSearchIfCredentialsAreRejected() {
        first.stop();
        second.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(aResponse().withStatus(401)));
        CitrixException failure = failure(this::signIn);

        assertThat(failure.reason()).isEqualTo(FailureReason.CONNECT);
        assertThat(signIns(second)).hasSize(1);
        assertThat(all(third)).isEmpty();
    }

    @Test
    void searchesOncePerCycleIfCredentialsAreRejected() {
        signIn();
        lose(first);
        second.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(aResponse().withStatus(401)));
        Deadline cycle = Sites.soon();
        for (int machine = 0; machine < 5; machine++) {
            String name = "M" + machine;
            assertThat(failure(() -> client.machineSessions(name, PollAttempt.once(cycle))
                                    .await()
                                    .atMost(Sites.LONG))
                            .reason())
                    .isEqualTo(FailureReason.CONNECT);
        }

        assertThat(questions(first)).hasSize(1);
        assertThat(signIns(second)).hasSize(1);
        assertThat(all(third)).isEmpty();
    }

    @Test
    void repeatsFailedCallsAtNextControllerAfterOneSearch() {
        signIn();
        lose(first);
        List<Uni<MachineSessions>> calls = IntStream.range(0, 6)
                .mapToObj(machine -> client.machineSessions("M" + machine, PollAttempt.once(Sites.soon())))
                .toList();
        Uni.join().all(calls).andFailFast().await().atMost(Sites.LONG);

        assertThat(client.controller()).isEqualTo(name(second));
        assertThat(signIns(second)).hasSize(1);
        assertThat(questions(first)).hasSize(1);
        assertThat(questions(second)).hasSize(1);
        for (int machine = 0; machine < 6; machine++) {
            assertThat(calls(second, "M" + machine)).hasSize(1);
        }
        assertThat(all(third)).isEmpty();
    }

    @Test
    void keepsControllerInNextCycle() {
        signIn();
        lose(first);
        poll("M1");
        first.resetRequests();
        signIn();
        poll("M1");

        assertThat(all(first)).isEmpty();
        assertThat(signIns(second)).hasSize(1);
    }

    @Test
    void ignoresConnectionErrorsOfOneMachine() {
        signIn();
        first.stubFor(get(urlPathEqualTo(path("M1")))
                .atPriority(1)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        CitrixException failure = failure(() -> poll("M1"));
        poll("M2");

        assertThat(failure.reason()).isEqualTo(FailureReason.CONNECT);
        assertThat(client.controller()).isEqualTo(name(first));
        assertThat(calls(first, "M1")).hasSize(1);
        assertThat(calls(first, "M2")).hasSize(1);
        assertThat(all(second)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429, 503})
    void ignoresErrorResponses(int status) {
        signIn();
        first.stubFor(get(urlPathEqualTo(path("M1")))
                .atPriority(1)
                .willReturn(aResponse().withStatus(status)));
        assertThat(failure(() -> poll("M1")).status()).hasValue(status);

        assertThat(client.controller()).isEqualTo(name(first));
        assertThat(questions(first)).isEmpty();
        assertThat(all(second)).isEmpty();
    }

    @Test
    void keepsSecondControllerUntilItFails() {
        StubMapping lost = lose(first);
        signIn();
        first.removeStub(lost);
        clock.advance(Duration.ofMinutes(1));
        poll("M1");
        assertThat(client.controller()).isEqualTo(name(second));

        lose(second);
        poll("M2");

        assertThat(client.controller()).isEqualTo(name(first));
        assertThat(authorizations(first, "M2")).containsExactly("CWSAuth bearer=token-of-first");
        assertThat(all(third)).isEmpty();
    }

    @Test
    void reportsFirstFailureIfAllFailAndUsesRecoveredController() {
        signIn();
        lose(first);
        second.stubFor(post(urlPathEqualTo(TOKENS)).willReturn(aResponse().withStatus(503)));
        StubMapping lost = lose(third);
        CitrixException failure = failure(() -> poll("M1"));
        assertThat(failure.reason()).isEqualTo(FailureReason.CONNECT);
        assertThat(client.controller()).isEqualTo(name(first));

        third.removeStub(lost);
        clock.advance(Duration.ofMinutes(1));
        poll("M1");

        assertThat(client.controller()).isEqualTo(name(third));
        assertThat(calls(third, "M1")).hasSize(1);
    }

    @Test
    void restartsListAtNextController() {
        signIn();
        first.stubFor(get(urlPathEqualTo(Sites.BASE + "/Machines"))
                .willReturn(okJson("{\"Items\":[{\"Id\":\"1\"}],\"ContinuationToken\":\"of-first\"}")));
        first.stubFor(get(urlPathEqualTo(Sites.BASE + "/Machines"))
                .withQueryParam("continuationToken", equalTo("of-first"))
                .atPriority(1)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        first.stubFor(get(urlPathEqualTo(ME))
                .atPriority(1)
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        second.stubFor(get(urlPathEqualTo(Sites.BASE + "/Machines"))
                .willReturn(okJson("{\"Items\":[{\"Id\":\"1\"},{\"Id\":\"2\"}]}")));

        assertThat(client.machines(Sites.soon()).await().atMost(Sites.LONG)).hasSize(2);
        assertThat(second.findAll(getRequestedFor(urlPathEqualTo(Sites.BASE + "/Machines"))))
                .hasSize(1)
                .noneMatch(call -> call.getQueryParams().containsKey("continuationToken"));
    }

    @Test
    void searchesOncePerCycleIfAllFail() {
        signIn();
        for (Ddc controller : List.of(first, second, third)) {
            lose(controller);
        }
        Deadline cycle = Sites.soon();
        for (int machine = 0; machine < 5; machine++) {
            String name = "M" + machine;
            failure(() -> client.machineSessions(name, PollAttempt.once(cycle))
                    .await()
                    .atMost(Sites.LONG));
        }
        int asked = questions(first).size();
        assertThat(signIns(second)).hasSize(1);

        clock.advance(Duration.ofMinutes(1));
        failure(() -> poll("M1"));
        assertThat(questions(first)).as("the next cycle").hasSizeGreaterThan(asked);
    }

    @Test
    void clearsBackoffOnFailover() {
        signIn();
        first.stubFor(get(urlPathEqualTo(path("M1")))
                .atPriority(1)
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "600")));
        clock.advance(Duration.ofMinutes(53));
        Deadline cycle = Deadline.after(Duration.ofMinutes(1), clock);
        assertThat(failure(() -> client.machineSessions("M1", PollAttempt.once(cycle))
                                .await()
                                .atMost(Sites.LONG))
                        .reason())
                .isEqualTo(FailureReason.THROTTLED);

        lose(first);
        clock.advance(Duration.ofMinutes(8));
        client.startCycle(Deadline.after(Duration.ofMinutes(1), clock), Optional.empty())
                .await()
                .atMost(Sites.LONG);

        assertThat(client.controller()).isEqualTo(name(second));
        client.machineSessions("M1", PollAttempt.once(Deadline.after(Duration.ofMinutes(1), clock)))
                .await()
                .atMost(Sites.LONG);
        assertThat(calls(second, "M1")).hasSize(1);
        assertThat(clock.instant()).as("no delay").isEqualTo(TestClock.START.plus(Duration.ofMinutes(61)));
    }

    @Test
    void ignoresRetryAfterOfFailedController() {
        signIn();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> switched = new CompletableFuture<>();
        first.stubFor(get(urlPathEqualTo(path("M1")))
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "600")));
        first.addMockServiceRequestListener((request, answer) -> {
            if (request.getUrl().startsWith(path("M1"))) {
                asked.complete(null);
                switched.join();
            }
        });
        Deadline cycle = Deadline.after(Duration.ofMinutes(1), clock);
        CompletableFuture<MachineSessions> late = client.machineSessions("M1", PollAttempt.once(cycle))
                .subscribe()
                .asCompletionStage();
        assertThat(asked).succeedsWithin(Sites.LONG);
        lose(first);
        client.machineSessions("M2", PollAttempt.once(cycle)).await().atMost(Sites.LONG);
        assertThat(client.controller()).isEqualTo(name(second));

        switched.complete(null);
        assertThat(late).failsWithin(Sites.LONG).withThrowableThat().withMessageContaining("HTTP 429");
        client.machineSessions("M3", PollAttempt.once(cycle)).await().atMost(Sites.LONG);
        assertThat(calls(second, "M3")).hasSize(1);
    }

    private void signIn() {
        client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG);
    }

    private void poll(String machine) {
        client.machineSessions(machine, PollAttempt.once(Sites.soon())).await().atMost(Sites.LONG);
    }

    private CitrixClient client(Optional<String> siteId, Duration requestTimeout, Ddc... controllers) {
        ExporterConfig.Site site = new TestSite(
                "own",
                Stream.of(controllers).map(Ddc::baseUrl).map(URI::create).toList(),
                Sites.BASE,
                CitrixStub.CUSTOMER,
                siteId,
                Strategy.PER_MACHINE,
                List.of(),
                Optional.empty(),
                TestConfigs.NONE,
                Optional.empty(),
                Optional.empty(),
                new TestAuth(AuthKind.ON_PREMISES, "CORP\\svc", Secret.ofText("secret"), Optional.empty()),
                Optional.empty(),
                Optional.empty());
        return TestClients.create(tls, clock, site, Sites.poll(requestTimeout));
    }

    private static CitrixException failure(ThrowingCallable call) {
        CitrixException failure = catchThrowableOfType(CitrixException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    /** From now on the controller closes every connection. */
    private static StubMapping lose(WireMockServer controller) {
        return controller.stubFor(
                any(anyUrl()).atPriority(1).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    }

    private static List<String> authorizations(WireMockServer controller, String machine) {
        return calls(controller, machine).stream()
                .map(call -> call.getHeader("Authorization"))
                .toList();
    }

    private static String name(WireMockServer controller) {
        return "localhost:" + controller.port();
    }

    private static String path(String machine) {
        return Sites.BASE + "/Machines/" + machine + "/Sessions";
    }

    private static List<LoggedRequest> signIns(WireMockServer controller) {
        return controller.findAll(postRequestedFor(urlPathEqualTo(TOKENS)));
    }

    private static List<LoggedRequest> calls(WireMockServer controller, String machine) {
        return controller.findAll(getRequestedFor(urlPathEqualTo(path(machine))));
    }

    /** The probes it received. */
    private static List<LoggedRequest> questions(WireMockServer controller) {
        return controller.findAll(getRequestedFor(urlPathEqualTo(ME)));
    }

    private static List<LoggedRequest> all(WireMockServer controller) {
        return controller.findAll(anyRequestedFor(anyUrl()));
    }

    /** A controller that accepts the login; a type of its own, since the stub is injected into every field of WireMock's. */
    private static final class Ddc extends WireMockServer {
        private final String name;

        Ddc(String name) {
            super(wireMockConfig().dynamicPort());
            this.name = name;
        }

        @Override
        public void start() {
            super.start();
            stubFor(post(urlPathEqualTo(TOKENS))
                    .atPriority(10)
                    .willReturn(okJson("{\"Token\":\"token-of-" + name + "\",\"ExpiresIn\":3600}")));
            stubFor(get(urlPathEqualTo(ME))
                    .atPriority(10)
                    .willReturn(okJson("{\"Customers\":[{\"Id\":\"%s\",\"Sites\":[{\"Id\":\"%s\",\"Name\":\"farm\"}]}]}"
                            .formatted(CitrixStub.CUSTOMER, CitrixStub.SITE_ID))));
            stubFor(get(urlPathMatching(Sites.BASE + "/Machines/.*"))
                    .atPriority(10)
                    .willReturn(CitrixStub.sessions("")));
        }
    }
}
