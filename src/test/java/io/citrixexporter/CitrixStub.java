package io.citrixexporter;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/**
 * A stub of Citrix's API, and the configuration of the program under test: one cloud site named {@code stub} with two
 * machines, whose cycles start only when a test asks for one. Tests get the server injected by its type.
 */
public final class CitrixStub implements QuarkusTestResourceLifecycleManager {
    public static final String CUSTOMER = "acme";
    public static final String TOKEN_PATH = "/cctrustoauth2/acme/tokens/clients";
    public static final String SITE_ID = "11111111-2222-3333-4444-555555555555";

    private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());

    @Override
    public Map<String, String> start() {
        server.start();
        reset(server);
        return settings(server.baseUrl());
    }

    /** The configuration of a program whose only site is at this address. */
    static Map<String, String> settings(String url) {
        return Map.ofEntries(
                Map.entry("citrix.sites.stub.url", url),
                Map.entry("citrix.sites.stub.customer-id", CUSTOMER),
                Map.entry("citrix.sites.stub.auth.client-id", "stub-client"),
                Map.entry("citrix.sites.stub.auth.client-secret", "stub-secret=="),
                Map.entry("citrix.sites.stub.machines", "CORP\\CTX-01,ctx-02.corp.example"),
                Map.entry("citrix.sites.stub.inventory.interval", "off"),
                Map.entry("citrix.poll.interval", "60m"),
                Map.entry("citrix.poll.timeout", "20s"),
                Map.entry("citrix.poll.hold", "120m"),
                Map.entry("citrix.poll.request-timeout", "2s"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, field -> field.getType().equals(WireMockServer.class));
    }

    /**
     * Drops all requests; every login succeeds and no machine has a session. The old stubs are removed last:
     * the first cycle of the program may be running, and must not find a site without stubs.
     */
    public static void reset(WireMockServer server) {
        List<StubMapping> before = server.getStubMappings();
        server.stubFor(post(urlPathEqualTo(TOKEN_PATH))
                .willReturn(
                        okJson("{\"token_type\":\"bearer\",\"access_token\":\"token-1\",\"expires_in\":\"3600\"}")));
        server.stubFor(get(urlPathEqualTo("/cvad/manage/me")).willReturn(okJson("""
                        {"UserId":"u","Customers":[{"Id":"%s","Name":"Acme","Sites":[{"Id":"%s","Name":"cloudxdsite"}]}]}
                        """.formatted(CUSTOMER, SITE_ID))));
        server.stubFor(get(urlPathMatching("/cvad/manage/Machines/[^/]+/Sessions"))
                .atPriority(10)
                .willReturn(sessions("")));
        before.forEach(server::removeStub);
        server.resetScenarios();
        server.resetRequests();
    }

    /** A response with these sessions. */
    public static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder sessions(String items) {
        return aResponse()
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody("{\"Items\":[" + items + "]}");
    }

    /** A session in the format of the API. */
    public static String session(String id, String state, String protocol, String appState) {
        return "{\"Id\":\"%s\",\"State\":\"%s\",\"AppState\":\"%s\",\"Connection\":{\"Protocol\":\"%s\"}}"
                .formatted(id, state, appState, protocol);
    }
}
