package io.citrixexporter.citrix.login;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.LogLines;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.citrix.PollAttempt;
import io.citrixexporter.citrix.Sites;
import io.citrixexporter.citrix.TestClients;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Secret;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SiteIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class SignInTest {
    private static final Optional<String> KNOWN = Optional.of(CitrixStub.SITE_ID);
    private static final String ME = Sites.BASE + "/me";

    WireMockServer citrix;

    @Inject
    TlsConfigurationRegistry tls;

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
    }

    @Test
    void postsFormToCloud() {
        signIn(client(Sites.cloud(citrix)));

        LoggedRequest request = theTokenRequest();
        assertThat(request.getUrl()).isEqualTo(Sites.TOKENS);
        assertThat(request.header("Content-Type").values()).containsExactly("application/x-www-form-urlencoded");
        assertThat(request.header("Accept").values()).containsExactly("application/json");
        assertThat(request.containsHeader("Authorization")).isFalse();
        assertThat(request.getBodyAsString())
                .isEqualTo("grant_type=client_credentials&client_id=client&client_secret=s%2B%2F%26%3D%3D");
    }

    /** The end of a token by the clock of the server; the lifetime is what counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 02 Mar 2026 08:30:00 GMT | 2026-03-02T09:30:00.0000000Z | 60",
                "Mon, 02 Mar 2026 07:30:00 GMT | 2026-03-02T08:30:00Z | 60",
                "Mon, 02 Mar 2026 13:00:00 GMT | 2026-03-02T13:20:00 | 20",
                "Mon, 02 Mar 2026 02:00:00 GMT | 2026-03-02T02:20:00Z | 20",
                "no date | 2026-03-02T08:20:00Z | 20",
                "Mon, 02 Mar 2026 13:00:00 GMT, Mon, 02 Mar 2026 13:00:00 GMT, and more | 2026-03-02T08:20:00Z | 20",
                "Mon, 02 Mar 2026 13:00:00 GMT | 1200 | 20",
            })
    void readsExpiryRelativeToServerTime(String date, String end, int minutes) {
        token(okJson("{\"Token\":\"abc\",\"ExpiresAt\":\"" + end + "\"}").withHeader("Date", date));
        CitrixClient client =
                client(Sites.site(citrix, AuthKind.ON_PREMISES, "CORP\\svc", Secret.ofText("secret"), KNOWN));
        signIn(client);
        clock.advance(Duration.ofMinutes(minutes * 9 / 10).minusSeconds(1));
        signIn(client);
        assertThat(tokenRequests()).as("before the margin").hasSize(1);
        clock.advance(Duration.ofMinutes(minutes));
        signIn(client);

        assertThat(tokenRequests()).hasSize(2);
    }

    @Test
    void postsBasicAuthenticationOnPremises() {
        signIn(client(Sites.site(citrix, AuthKind.ON_PREMISES, "CORP\\jürgen", Secret.ofText("paß:wört€"), KNOWN)));

        LoggedRequest request = theTokenRequest();
        String pair = new String(
                Base64.getDecoder().decode(request.getHeader("Authorization").substring("Basic ".length())),
                StandardCharsets.UTF_8);
        assertThat(pair).isEqualTo("CORP\\jürgen:paß:wört€");
        assertThat(request.header("Content-Length").values()).containsExactly("0");
        assertThat(request.getBody()).isEmpty();
        assertThat(request.header("Accept").values()).containsExactly("application/json");
    }

    @Test
    void postsJsonToGovernmentCloud() {
        signIn(client(Sites.site(citrix, AuthKind.GOV, "client", Secret.ofText("a\"b\\c=="), KNOWN)));

        LoggedRequest request = theTokenRequest();
        assertThat(request.getHeader("Content-Type")).startsWith("application/json");
        assertThat(request.getBodyAsString()).isEqualTo("{\"ClientId\":\"client\",\"ClientSecret\":\"a\\\"b\\\\c==\"}");
    }

    @Test
    void usesConfiguredToken() {
        sessions(client(Sites.site(citrix, AuthKind.TOKEN, "", Secret.ofText("given"), KNOWN)));

        citrix.verify(0, postRequestedFor(urlPathEqualTo(Sites.TOKENS)));
        assertThat(authorizations()).containsExactly("CWSAuth bearer=given");
    }

    @Test
    void rereadsTokenFileIfTokenIsRejected() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "old\n");
        CitrixClient client = client(Sites.site(citrix, AuthKind.TOKEN, "", Secret.ofFile(file), KNOWN));
        sessions(client);
        refuse("CWSAuth bearer=old");
        Files.writeString(file, "new\n");
        clock.advance(Duration.ofMinutes(1));
        sessions(client);

        assertThat(authorizations()).containsExactly("CWSAuth bearer=old", "CWSAuth bearer=old", "CWSAuth bearer=new");
    }

    @Test
    void rereadsTokenFileAfterFiveMinutes() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "old");
        CitrixClient client = client(Sites.site(citrix, AuthKind.TOKEN, "", Secret.ofFile(file), KNOWN));
        sessions(client);
        Files.writeString(file, "new");
        clock.advance(Duration.ofMinutes(5));
        sessions(client);

        assertThat(authorizations()).containsExactly("CWSAuth bearer=old", "CWSAuth bearer=new");
    }

    @Test
    void rereadsSecretFileAtEachRenewal() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "old\n");
        CitrixClient client = client(Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofFile(file), KNOWN));
        signIn(client);
        Files.writeString(file, "new\n");
        clock.advance(Duration.ofHours(1));
        signIn(client);

        assertThat(tokenRequests())
                .extracting(request -> request.getBodyAsString().replaceAll(".*client_secret=", ""))
                .containsExactly("old", "new");
    }

    @Test
    void triesChangedSecretAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "old");
        CitrixClient client = client(Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofFile(file), KNOWN));
        token(aResponse().withStatus(400));
        failure(client.startCycle(Sites.soon(), Optional.empty()));
        failure(client.startCycle(Sites.soon(), Optional.empty()));
        assertThat(tokenRequests()).hasSize(1);
        Sites.reset(citrix);
        Files.writeString(file, "new");

        signIn(client);

        assertThat(theTokenRequest().getBodyAsString()).endsWith("client_secret=new");
    }

    @Test
    void warnsOfPlainHttpUnlessLoopback() {
        try (LogLines log = LogLines.of("io.citrixexporter.citrix.CitrixClientFactory")) {
            client(Sites.cloud(citrix));
            assertThat(log.take()).isEmpty();
            client(at("http://ddc1.corp.example:8080", citrix.baseUrl()));
            assertThat(log.take()).containsExactly(notEncrypted("ddc1.corp.example:8080"));
            client(at("https://ddc1.corp.example", "http://ddc1.corp.example"));
            assertThat(log.take()).as("the token endpoint").containsExactly(notEncrypted("ddc1.corp.example"));
            client(at("http://ddc1.corp.example", "http://ddc1.corp.example"));
            assertThat(log.take()).as("once for each server").containsExactly(notEncrypted("ddc1.corp.example"));
        }
    }

    @Test
    void sendsNothingWithoutSecretFile() {
        CitrixException failure = failure(
                client(Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofFile(directory.resolve("gone")), KNOWN))
                        .startCycle(Sites.soon(), Optional.empty()));

        assertThat(failure.reason()).isEqualTo(FailureReason.AUTH);
        assertThat(failure).hasMessageContaining("gone");
        assertThat(tokenRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, AUTH",
        "401, AUTH",
        "403, FORBIDDEN",
        "503, SERVER_ERROR",
        "302, BAD_RESPONSE",
    })
    void callsFailingTokenEndpointOnce(int status, FailureReason reason) {
        token(aResponse()
                .withStatus(status)
                .withHeader("Location", citrix.baseUrl() + "/elsewhere")
                .withBody("{\"error\":\"invalid_client\",\"error_description\":\"client secret-text\"}"));
        CitrixClient client = client(Sites.cloud(citrix));

        for (int machine = 0; machine < 3; machine++) {
            CitrixException failure = failure(client.machineSessions("M" + machine, PollAttempt.once(Sites.soon())));
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.getMessage()).doesNotContain("secret-text");
        }
        assertThat(tokenRequests()).hasSize(1);
        assertThat(calls()).isEmpty();
        citrix.verify(0, postRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void timesOutOnHangingTokenEndpoint() {
        token(okJson("{\"token\":\"late\"}").withFixedDelay(10_000));
        CitrixException failure =
                failure(TestClients.create(tls, clock, Sites.cloud(citrix), Sites.poll(Duration.ofMillis(400)))
                        .startCycle(Sites.soon(), Optional.empty()));

        assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    }

    @Test
    void recoversWhenCredentialsAreValidAgain() {
        token(aResponse().withStatus(400));
        CitrixClient client = client(Sites.cloud(citrix));
        failure(client.startCycle(Sites.soon(), Optional.empty()));
        Sites.reset(citrix);
        clock.advance(AccessTokens.MIN_BACKOFF_WHEN_REJECTED);
        sessions(client);

        assertThat(calls()).hasSize(1);
    }

    @Test
    void renewsRejectedTokenAndRepeatsCall() {
        CitrixClient client = client(Sites.cloud(citrix));
        sessions(client);
        refuse(authorizations().get(0));
        clock.advance(Duration.ofMinutes(1));
        sessions(client);

        assertThat(tokenRequests()).hasSize(2);
        assertThat(authorizations()).hasSize(3);
        assertThat(authorizations().get(1)).isEqualTo(authorizations().get(0));
        assertThat(authorizations().get(2)).isNotEqualTo(authorizations().get(1));
        for (String header :
                List.of("Citrix-CustomerId", "Citrix-InstanceId", "Accept", "User-Agent", "Accept-Encoding")) {
            assertThat(calls().get(2).getHeader(header))
                    .isNotNull()
                    .isEqualTo(calls().get(0).getHeader(header));
        }
        assertThat(calls().get(2).getUrl()).isEqualTo(calls().get(0).getUrl());
        assertThat(calls())
                .extracting(call -> call.getHeader("Citrix-TransactionId"))
                .doesNotHaveDuplicates();
    }

    @Test
    void renewsTokenOnceForManyRejectedCalls() {
        CitrixClient client = client(Sites.cloud(citrix));
        sessions(client);
        refuse(authorizations().get(0));
        clock.advance(Duration.ofMinutes(1));
        List<MachineSessions> answers = Uni.join()
                .all(IntStream.range(0, 20)
                        .mapToObj(machine -> client.machineSessions("M" + machine, PollAttempt.once(Sites.soon())))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Sites.LONG);

        assertThat(answers).hasSize(20);
        assertThat(tokenRequests()).hasSize(2);
    }

    @Test
    void doesNotSignInForEachCallIfAllTokensAreRejected() {
        citrix.stubFor(get(urlPathMatching(Sites.BASE + "/Machines/.*"))
                .willReturn(aResponse().withStatus(401)));
        CitrixClient client = client(Sites.cloud(citrix));

        for (int cycle = 1; cycle <= 3; cycle++) {
            for (int machine = 0; machine < 10; machine++) {
                assertThat(failure(client.machineSessions("M" + machine, PollAttempt.once(Sites.soon())))
                                .reason())
                        .isEqualTo(FailureReason.AUTH);
            }
            assertThat(tokenRequests()).hasSize(cycle);
            clock.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    void looksUpSiteOnce() {
        citrix.stubFor(get(urlPathEqualTo(ME))
                .willReturn(
                        okJson("{\"Customers\":[{\"Id\":\"acme\",\"Sites\":[{\"Id\":\"s1\",\"Name\":\"one\"}]}]}")));
        CitrixClient client =
                client(Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofText("secret"), Optional.empty()));

        assertThat(client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG))
                .isEqualTo(new SiteIdentity("s1", "one"));
        assertThat(client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG))
                .isEqualTo(new SiteIdentity("s1", "one"));
        sessions(client);
        List<LoggedRequest> asked = citrix.findAll(getRequestedFor(urlPathEqualTo(ME)));
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).containsHeader("Citrix-InstanceId")).isFalse();
        assertThat(asked.get(0).getHeader("Citrix-CustomerId")).isEqualTo("acme");
        citrix.verify(getRequestedFor(urlPathMatching(Sites.BASE + "/Machines/.*"))
                .withHeader("Citrix-InstanceId", equalTo("s1")));
    }

    /** A Delivery Controller may list any GUID as the customer (citrix-daas-rest-go, MyCustomerResponseModel). */
    @Test
    void ignoresListedCustomerOnPremises() {
        citrix.stubFor(get(urlPathEqualTo(ME)).willReturn(okJson("""
            {"Customers":[{"Id":"7b1f0c9e-0000-4000-8000-000000000001","Sites":[{"Id":"farm","Name":"Farm"}]}]}
            """)));
        CitrixClient client = client(Sites.ofCustomer(
                Sites.site(citrix, AuthKind.ON_PREMISES, "CORP\\svc", Secret.ofText("secret"), Optional.empty()),
                "CitrixOnPremises"));

        assertThat(client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG))
                .isEqualTo(new SiteIdentity("farm", "Farm"));
        sessions(client);
        assertThat(calls().get(0).getHeader("Citrix-CustomerId")).isEqualTo("CitrixOnPremises");
        assertThat(calls().get(0).getHeader("Citrix-InstanceId")).isEqualTo("farm");
    }

    @Test
    void doesNotLookUpConfiguredSite() {
        assertThat(client(Sites.cloud(citrix))
                        .startCycle(Sites.soon(), Optional.empty())
                        .await()
                        .atMost(Sites.LONG))
                .isEqualTo(new SiteIdentity(CitrixStub.SITE_ID, ""));
        citrix.verify(0, getRequestedFor(urlPathEqualTo(ME)));
    }

    @Test
    void reportsConfiguredSiteIdOnceIfMachinesStayUnknown() {
        CitrixClient client = client(Sites.cloud(citrix));
        try (LogLines log = LogLines.of("io.citrixexporter.citrix.AccessRecovery")) {
            for (int cycle = 0; cycle < 200; cycle++) {
                signIn(client);
                client.cycleEnded(Optional.of(
                        FakeCitrix.failure(FailureReason.NOT_FOUND, "HTTP 404").asPollFailure()));
                clock.advance(Duration.ofMinutes(1));
            }

            assertThat(log.take())
                    .containsExactly(
                            "WARN own: HTTP 404 for nearly all machines in 3 cycles; if the site was rebuilt, its"
                                    + " id has changed: check citrix.sites.own.site-id");
        }
        citrix.verify(0, getRequestedFor(urlPathEqualTo(ME)));
    }

    @Test
    void looksUpSiteAgainAfterFailure() {
        citrix.stubFor(get(urlPathEqualTo(ME)).willReturn(aResponse().withStatus(503)));
        CitrixClient client =
                client(Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofText("secret"), Optional.empty()));
        assertThat(failure(client.startCycle(Sites.soon(), Optional.empty())).reason())
                .isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(failure(client.machineSessions("M", PollAttempt.once(Sites.soon())))
                        .reason())
                .isEqualTo(FailureReason.AUTH);

        citrix.stubFor(get(urlPathEqualTo(ME))
                .willReturn(
                        okJson("{\"Customers\":[{\"Id\":\"acme\",\"Sites\":[{\"Id\":\"s1\",\"Name\":\"one\"}]}]}")));
        assertThat(client.startCycle(Sites.soon(), Optional.empty())
                        .await()
                        .atMost(Sites.LONG)
                        .siteId())
                .isEqualTo("s1");
    }

    private CitrixClient client(ExporterConfig.Site site) {
        return TestClients.create(tls, clock, site, Sites.poll(Sites.LONG));
    }

    private void token(ResponseDefinitionBuilder response) {
        citrix.stubFor(post(urlPathEqualTo(Sites.TOKENS)).willReturn(response));
    }

    private void refuse(String authorization) {
        citrix.stubFor(get(urlPathMatching(Sites.BASE + "/Machines/.*"))
                .withHeader("Authorization", equalTo(authorization))
                .willReturn(aResponse().withStatus(401)));
    }

    private static ExporterConfig.Site at(String controller, String tokenHost) {
        return Sites.at(
                controller, tokenHost, AuthKind.CLOUD, "client", Secret.ofText("secret"), KNOWN, Optional.empty());
    }

    private static String notEncrypted(String server) {
        return "WARN own: " + server
                + " is not encrypted: the password and the token can be read on the network; use https";
    }

    private static void signIn(CitrixClient client) {
        client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG);
    }

    private static void sessions(CitrixClient client) {
        client.machineSessions("CORP\\CTX-01", PollAttempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG);
    }

    private static CitrixException failure(Uni<?> call) {
        return catchThrowableOfType(CitrixException.class, () -> call.await().atMost(Sites.LONG));
    }

    private LoggedRequest theTokenRequest() {
        assertThat(tokenRequests()).hasSize(1);
        return tokenRequests().get(0);
    }

    private List<LoggedRequest> tokenRequests() {
        return citrix.findAll(postRequestedFor(urlPathEqualTo(Sites.TOKENS)));
    }

    private List<LoggedRequest> calls() {
        return citrix.findAll(getRequestedFor(urlPathMatching(Sites.BASE + "/Machines/.*")));
    }

    private List<String> authorizations() {
        return calls().stream().map(call -> call.getHeader("Authorization")).toList();
    }
}
