package io.citrixexporter.packaged;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.notContaining;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.citrixexporter.CitrixStub.session;
import static io.citrixexporter.CitrixStub.sessions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.citrix.http.SessionListParser;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedExporterIT {
    private static final String FIRST = "/cvad/manage/Machines/CORP%7CCTX-01/Sessions";

    @TempDir
    Path directory;

    private final WireMockServer citrix = new WireMockServer(wireMockConfig().dynamicPort());

    @BeforeEach
    void start() {
        citrix.start();
        CitrixStub.reset(citrix);
        citrix.stubFor(get(urlPathEqualTo(FIRST))
                .willReturn(sessions(session("a", "Active", "Hdx", "Desktop") + ","
                        + session("b", "Active", "Hdx", "Desktop") + ","
                        + session("c", "Disconnected", "Rdp", "NoApps"))));
    }

    @AfterEach
    void stop() {
        citrix.stop();
    }

    @Test
    void pollsACloudSite() throws Exception {
        Files.writeString(directory.resolve("secret"), "cloud secret==\n");
        String yaml = """
                citrix:
                  poll:
                    interval: 5s
                  sites:
                    cloud:
                      url: %s
                      customer-id: acme
                      auth:
                        client-id: 7d1c9a2e
                        client-secret-file: secret
                      machines:
                        - CORP\\CTX-01
                        - ctx-02.corp.example
                      inventory:
                        interval: off
                """.formatted(citrix.baseUrl());
        try (RunningExporter exporter = RunningExporter.start(directory, yaml)) {
            String metrics = exporter.metricsWith("citrix_machine_sessions{site=\"cloud\"");

            assertCounts(metrics, "cloud");
            // Another cycle: more calls, still one token and one look at who we are.
            await().atMost(Duration.ofSeconds(60)).until(() -> sessionCalls() >= 2);
        }
        citrix.verify(
                1,
                postRequestedFor(urlPathEqualTo(CitrixStub.TOKEN_PATH))
                        .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
                        .withRequestBody(equalTo(
                                "grant_type=client_credentials&client_id=7d1c9a2e&client_secret=cloud+secret%3D%3D")));
        citrix.verify(
                1,
                getRequestedFor(urlPathEqualTo("/cvad/manage/me"))
                        .withHeader("Authorization", equalTo("CWSAuth bearer=token-1"))
                        .withHeader("Citrix-CustomerId", equalTo("acme"))
                        .withoutHeader("Citrix-InstanceId"));
        assertSessionCalls("acme", CitrixStub.SITE_ID);
        assertThat(exporterLog()).doesNotContain("cloud secret", "token-1", "Exception");
    }

    @Test
    void pollsAnOnPremisesSite() throws Exception {
        citrix.stubFor(post(urlPathEqualTo("/cvad/manage/tokens"))
                .willReturn(okJson("{\"Token\":\"token-1\",\"ExpiresAt\":\"2999-01-01T00:00:00.0000000\"}")));
        String yaml = """
                citrix:
                  poll:
                    interval: 5s
                  sites:
                    ddc:
                      url: %s
                      site-id: farm-guid
                      auth:
                        kind: on-premises
                        client-id: CORP\\reader
                        client-secret: pässword
                      machines:
                        - CORP\\CTX-01
                        - ctx-02.corp.example
                      inventory:
                        interval: off
                """.formatted(citrix.baseUrl());
        try (RunningExporter exporter = RunningExporter.start(directory, yaml)) {
            String metrics = exporter.metricsWith("citrix_machine_sessions{site=\"ddc\"");

            assertCounts(metrics, "ddc");
            await().atMost(Duration.ofSeconds(60)).until(() -> sessionCalls() >= 2);
        }
        citrix.verify(
                1,
                postRequestedFor(urlPathEqualTo("/cvad/manage/tokens"))
                        .withBasicAuth(
                                new com.github.tomakehurst.wiremock.client.BasicCredentials("CORP\\reader", "pässword"))
                        .withHeader("Content-Length", equalTo("0")));
        citrix.verify(0, getRequestedFor(urlPathEqualTo("/cvad/manage/me")));
        assertSessionCalls("CitrixOnPremises", "farm-guid");
        assertThat(exporterLog()).doesNotContain("pässword", "token-1", "Exception");
    }

    @Test
    void takesASecretFromAVariableAndIgnoresOtherVariables() throws Exception {
        String yaml = """
                citrix:
                  sites:
                    cloud:
                      url: %s
                      customer-id: acme
                      auth:
                        client-id: 7d1c9a2e
                        client-secret: ${CITRIX_CLIENT_SECRET}
                      machines: [CTX-02]
                      inventory:
                        interval: off
                """.formatted(citrix.baseUrl());
        Map<String, String> environment = Map.of(
                "CITRIX_CLIENT_SECRET", "from-the-environment",
                "CITRIX_EXPORTER_PORT", "tcp://10.0.0.1:8080",
                "CITRIX_POL_INTERVAL", "very-secret");
        try (RunningExporter exporter = RunningExporter.start(directory, yaml, environment)) {
            exporter.metricsWith("citrix_site_up{site=\"cloud\",} 1.0");

            assertThat(exporter.log())
                    .containsOnlyOnce("WARN")
                    .contains("ignored environment variables:"
                            + " CITRIX_POL_INTERVAL (did you mean CITRIX_POLL_INTERVAL?)\n")
                    .doesNotContain("very-secret", "from-the-environment");
        }
        citrix.verify(postRequestedFor(urlPathEqualTo(CitrixStub.TOKEN_PATH))
                .withRequestBody(containing("client_secret=from-the-environment")));
    }

    @Test
    void endsQuietlyInTheMiddleOfACall() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                RunningExporter exporter = RunningExporter.start(directory, """
                        citrix:
                          sites:
                            cloud:
                              url: http://127.0.0.1:%d
                              customer-id: acme
                              auth:
                                client-id: 7d1c9a2e
                                client-secret: s
                              machines: [CTX-02]
                        """.formatted(silent.getLocalPort()))) {
            // The call is in progress once a connection is open; it gets no response.
            silent.setSoTimeout(60_000);
            try (Socket call = silent.accept()) {
                exporter.metricsWith("citrix_site_up{site=\"cloud\",} 0.0");
                exporter.terminate();

                assertThat(exporter.exitStatus()).isEqualTo(143);
                assertThat(call.isConnected()).isTrue();
                assertThat(exporter.log()).doesNotContain("Exception", "\tat ", "ERROR");
            }
        }
    }

    @Test
    void endsSoonAndQuietlyWhileAMachineIsAskedAndStartsAsIfNothingHadBeen() throws Exception {
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines/ctx-02.corp.example/Sessions"))
                .willReturn(sessions("").withFixedDelay(60_000)));
        String yaml = """
                citrix:
                  poll:
                    interval: 2m
                    request-timeout: 60s
                  sites:
                    cloud:
                      url: %s
                      customer-id: acme
                      auth:
                        client-id: 7d1c9a2e
                        client-secret: s
                      machines:
                        - CORP\\CTX-01
                        - ctx-02.corp.example
                      inventory:
                        interval: off
                """.formatted(citrix.baseUrl());
        try (RunningExporter exporter = RunningExporter.start(directory, yaml)) {
            exporter.metricsWith("citrix_exporter_api_request_duration_seconds_count{"
                    + "endpoint=\"/Machines/{nameOrId}/Sessions\",outcome=\"2xx\"");
            long asked = System.nanoTime();
            exporter.terminate();

            assertThat(exporter.exitStatus()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(30));
            assertThat(exporter.log()).doesNotContain("Exception", "\tat ", "ERROR", "WARN");
        }

        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines/ctx-02.corp.example/Sessions"))
                .willReturn(sessions("")));
        try (RunningExporter exporter = RunningExporter.start(directory, yaml)) {
            assertCounts(exporter.metricsWith("citrix_exporter_polls_total{site=\"cloud\",} 2.0"), "cloud");
        }
    }

    @Test
    void countsACycleThatEndsBeforeTheProgramHasStarted() throws Exception {
        String yaml = """
                citrix:
                  sites:
                    cloud:
                      url: http://127.0.0.1:%d
                      customer-id: acme
                      auth:
                        client-id: 7d1c9a2e
                        client-secret: s
                      machines: [CTX-01, CTX-02]
                """.formatted(RunningExporter.freePort());
        try (RunningExporter exporter = RunningExporter.start(directory, yaml)) {
            exporter.metricsWith("citrix_exporter_polls_total{site=\"cloud\",} 2.0");
            // Once more: the first may have been rendered while the cycle was being counted.
            String metrics = exporter.metricsWith("citrix_exporter_polls_total{site=\"cloud\",} 2.0");

            assertThat(metrics)
                    .contains("citrix_exporter_poll_failures_total{reason=\"connect\",site=\"cloud\",} 2.0")
                    .contains("citrix_exporter_cycle_duration_seconds_count{site=\"cloud\",} 1.0")
                    .contains("citrix_site_up{site=\"cloud\",} 0.0");
        }
    }

    @Test
    void pollsWhatItDiscoversWithOneWalkAndLooksForAnotherControllerWhenOneIsGone() throws Exception {
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines")).willReturn(okJson("""
                        {"Items":[
                          {"Id":"m1","Name":"CORP\\\\CTX-01","DeliveryGroup":{"Name":"Office"},"SessionCount":1},
                          {"Id":"m2","Name":"CORP\\\\CTX-02","DeliveryGroup":{"Name":"Office"},"SessionCount":0},
                          {"Id":"m3","Name":"CORP\\\\ENG-01","DeliveryGroup":{"Name":"Engineering"}}]}
                        """)));
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Sessions")).willReturn(okJson("""
                        {"Items":[
                          {"Id":"a","State":"Active","AppState":"Desktop","Connection":{"Protocol":"Hdx"},"Machine":{"Id":"m1"},
                           "ApplicationsInUse":[{"Name":"Editor"},{"Name":"Mail"}]},
                          {"Id":"b","State":"Active","AppState":"Desktop","Connection":{"Protocol":"Hdx"},"Machine":{"Id":"m3"}}]}
                        """)));
        String yaml =
                """
                citrix:
                  sites:
                    ddc:
                      url: http://127.0.0.1:%1$d, %2$s
                      customer-id: acme
                      strategy: site
                      auth:
                        client-id: 7d1c9a2e
                        client-secret: s
                        token-url: %3$s%4$s
                      discovery:
                        delivery-groups: Office
                    apps:
                      url: %2$s
                      customer-id: acme
                      strategy: site
                      applications: true
                      auth:
                        client-id: 7d1c9a2e
                        client-secret: s
                        token-url: %3$s%4$s
                      discovery:
                        delivery-groups: Office
                """.formatted(RunningExporter.freePort(), citrix.baseUrl(), citrix.baseUrl(), CitrixStub.TOKEN_PATH);
        try (RunningExporter exporter = RunningExporter.start(directory, yaml)) {
            String metrics = exporter.metricsWith("citrix_machine_sessions{site=\"ddc\"");

            assertThat(metrics)
                    .contains("citrix_machine_sessions{site=\"ddc\",machine=\"CTX-01\",delivery_group=\"Office\","
                            + "state=\"Active\",} 1.0\n")
                    .contains("citrix_machine_sessions{site=\"ddc\",machine=\"CTX-02\",delivery_group=\"Office\","
                            + "state=\"Active\",} 0.0\n")
                    .contains("citrix_machine_up{site=\"ddc\",machine=\"CTX-02\",delivery_group=\"Office\",} 1.0\n")
                    .contains("citrix_site_controller_info{site=\"ddc\",controller=\"localhost:" + citrix.port()
                            + "\",} 1.0\n")
                    .contains("strategy=\"site\",} 1.0\n")
                    .doesNotContain("ENG-01", "citrix_application_sessions{site=\"ddc\"");
            assertThat(exporter.metricsWith("citrix_application_sessions{site=\"apps\""))
                    .contains(
                            "citrix_application_sessions{site=\"apps\",delivery_group=\"Office\",application=\"Editor\",}"
                                    + " 1.0\n")
                    .contains(
                            "citrix_application_sessions{site=\"apps\",delivery_group=\"Office\",application=\"Mail\",}"
                                    + " 1.0\n");
        }
        assertSiteWidePoll(SessionListParser.FIELDS + SessionListParser.MACHINE_FIELD);
        assertSiteWidePoll(SessionListParser.FIELDS + ",ApplicationsInUse" + SessionListParser.MACHINE_FIELD);
    }

    private void assertSiteWidePoll(String fields) {
        citrix.verify(
                1,
                getRequestedFor(urlPathEqualTo("/cvad/manage/Sessions"))
                        .withQueryParam("fields", equalTo(fields))
                        .withQueryParam("limit", equalTo("1000")));
    }

    private static void assertCounts(String metrics, String site) {
        String first = "{site=\"" + site + "\",machine=\"CTX-01\",delivery_group=\"\",";
        assertThat(metrics)
                .contains("citrix_sessions" + first + "state=\"Active\",protocol=\"Hdx\",app_state=\"Desktop\",} 2.0\n")
                .contains("citrix_sessions" + first
                        + "state=\"Disconnected\",protocol=\"Rdp\",app_state=\"NoApps\",} 1.0\n")
                .contains("citrix_machine_sessions" + first + "state=\"Active\",} 2.0\n")
                .contains("citrix_machine_sessions{site=\"" + site
                        + "\",machine=\"ctx-02\",delivery_group=\"\",state=\"Active\",} 0.0\n")
                .contains("citrix_machine_up" + first + "} 1.0\n")
                .contains("citrix_site_up{site=\"" + site + "\",} 1.0\n");
    }

    private int sessionCalls() {
        return citrix.findAll(getRequestedFor(urlPathEqualTo(FIRST))).size();
    }

    private void assertSessionCalls(String customer, String siteId) {
        citrix.verify(
                sessionCalls(),
                getRequestedFor(urlPathEqualTo(FIRST))
                        .withQueryParam(
                                "fields", equalTo(SessionListParser.FIELDS).and(notContaining("Application")))
                        .withHeader("Authorization", equalTo("CWSAuth bearer=token-1"))
                        .withHeader("Citrix-CustomerId", equalTo(customer))
                        .withHeader("Citrix-InstanceId", equalTo(siteId))
                        .withHeader("Citrix-TransactionId", matching("[0-9a-f-]{36}"))
                        .withHeader("Accept", equalTo("application/json"))
                        .withHeader("Accept-Encoding", equalTo("gzip"))
                        .withHeader("User-Agent", matching("citrix-session-exporter/[0-9].*")));
        assertThat(citrix.findAll(getRequestedFor(anyUrl())).stream()
                        .map(request -> request.getHeader("Citrix-TransactionId")))
                .doesNotHaveDuplicates();
    }

    private String exporterLog() throws java.io.IOException {
        return Files.readString(directory.resolve("log.txt"));
    }
}
