package io.citrixexporter.demo;

import static io.citrixexporter.demo.DemoServerFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Scenario;
import io.citrixexporter.config.TestConfigs.TestDemo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoServerTest {
    private final DemoServerFixture site = new DemoServerFixture(DemoSites.settings(Scenario.WORKING_DAY, 1));
    private final DemoMachine first =
            DemoSites.of(Scenario.WORKING_DAY).machines().all().get(0);

    @BeforeAll
    void advanceToTheMorning() {
        site.clock.advance(Duration.ofSeconds(60));
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void issuesATokenWithItsLifetimeAsText() throws Exception {
        HttpResponse<String> response = site.signIn("demo-secret");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("token_type").asText()).isEqualTo("bearer");
        assertThat(json(response).path("expires_in").isTextual()).isTrue();
        assertThat(json(response).path("expires_in").asText()).isEqualTo("3600");
    }

    @Test
    void rejectsAWrongSecret() throws Exception {
        HttpResponse<String> response = site.signIn("wrong");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"invalid_client\","
                        + "\"error_description\":\"Invalid client id or client secret.\"}");
    }

    @Test
    void rejectsACallWithoutToken() throws Exception {
        HttpResponse<String> response = getWithout("Authorization");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
                .isEqualTo("{\"type\":\"https://errors-api.cloud.com/common/authentication\","
                        + "\"detail\":\"Missing or invalid authentication details\","
                        + "\"parameters\":[{\"name\":\"reason\",\"value\":\"missing\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "CWSAuth bearer=abc"})
    void rejectsAnInvalidToken(String authorization) throws Exception {
        assertThat(getWith("Authorization", authorization).statusCode()).isEqualTo(401);
    }

    @Test
    void ignoresTheCaseOfTheScheme() throws Exception {
        Map<String, String> headers = site.headers();
        headers.computeIfPresent("Authorization", (name, value) -> value.replace("CWSAuth bearer", "CwsAuth Bearer"));

        assertThat(site.get("/Machines", headers).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json; charset=utf-8", "text/html"})
    void rejectsAnyOtherAcceptHeader(String accept) throws Exception {
        assertThat(getWith("Accept", accept).statusCode()).isEqualTo(406);
    }

    @Test
    void failsWithoutACustomer() throws Exception {
        HttpResponse<String> response = getWithout("Citrix-CustomerId");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).startsWith("{\"statusCode\":500,\"message\":\"Internal server error\"");
    }

    @Test
    void requiresTheSiteExceptForMe() throws Exception {
        Map<String, String> headers = site.headers();
        headers.remove("Citrix-InstanceId");

        assertThat(site.get("/Machines", headers).statusCode()).isEqualTo(400);
        assertThat(site.get("/me", headers).statusCode()).isEqualTo(200);
    }

    @Test
    void returnsTheSiteOfTheCustomer() throws Exception {
        JsonNode customer = json(site.get("/me")).path("Customers").path(0);

        assertThat(customer.path("Id").asText()).isEqualTo("democustomer");
        assertThat(customer.path("Sites").toString())
                .isEqualTo("[{\"Id\":\"" + MeJson.SITE_ID + "\",\"Name\":\"demo\"}]");
    }

    @Test
    void returnsTheTransactionId() throws Exception {
        HttpResponse<String> response = getWith("Citrix-TransactionId", "one");

        assertThat(response.headers().firstValue("Citrix-TransactionId")).hasValue("one");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
    }

    @Test
    void compressesOnRequest() throws Exception {
        Map<String, String> headers = site.headers();
        headers.put("Accept-Encoding", "gzip");
        HttpResponse<byte[]> response = site.getBytes("/Machines", headers);

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (var body = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("CTX-0040");
        }
    }

    @Test
    void returnsEachMachineOnOnePage() throws Exception {
        List<String> expected = DemoSites.settings(Scenario.WORKING_DAY, 1).machineNames();

        assertThat(readAll("/Machines?fields=Name&limit=7", "Name")).containsExactlyElementsOf(expected);
    }

    @Test
    void returnsEachSessionOnOnePage() throws Exception {
        List<String> paged = readAll("/Sessions?fields=Id&limit=50", "Id");

        assertThat(paged).hasSizeGreaterThan(300).doesNotHaveDuplicates();
        assertThat(paged).containsExactlyElementsOf(readAll("/Sessions?fields=Id&limit=1000", "Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=1001", "limit=x", "continuationToken=made-up", "limit=1&continuationToken=K%2B"
            })
    void rejectsInvalidPages(String query) throws Exception {
        assertThat(site.get("/Machines?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void findsAMachineByEachFormOfItsName() throws Exception {
        JsonNode expected = sessions("DEMO|CTX-0001");

        assertThat(expected.size()).isPositive();
        for (String name : List.of(
                "demo|ctx-0001",
                "DEMO\\CTX-0001",
                "ctx-0001.demo.example",
                "CTX-0001",
                first.id().toString(),
                first.sid())) {
            assertThat(sessions(name)).as(name).isEqualTo(expected);
        }
    }

    @Test
    void returnsNotFoundForAnyOtherMachine() throws Exception {
        HttpResponse<String> response = site.get("/Machines/DEMO%7CCTX-9999/Sessions");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).startsWith("{\"type\":\"https://errors-api.cloud.com/common/notFound\"");
        assertThat(json(response).path("parameters").path(1).path("value").asText())
                .isEqualTo("DEMO|CTX-9999");
    }

    @Test
    void rejectsAPathThatIsNotEncodedProperly() {
        assertThat(site.status("/Machines/%zz/Sessions")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/MACHINES/ctx-0001/sessions", "/machines", "/sessions", "/ME"})
    void ignoresTheCaseOfPaths(String path) throws Exception {
        assertThat(site.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void respondsAfterTheLatency() throws Exception {
        Duration latency = Duration.ofMillis(30);
        ExporterConfig.Demo slow =
                new TestDemo(true, 0, 1, 1, latency, Duration.ofMinutes(10), Scenario.WORKING_DAY, 1);
        try (DemoServerFixture slowSite = new DemoServerFixture(slow)) {
            Map<String, String> headers = slowSite.headers();
            long start = System.nanoTime();

            assertThat(slowSite.get("/me", headers).statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
        }
    }

    @Test
    void returnsNotFoundForAnyOtherPath() throws Exception {
        assertThat(site.get("/DeliveryGroups").statusCode()).isEqualTo(404);
    }

    @Test
    void returnsOnlyTheSelectedFields() throws Exception {
        JsonNode session = json(site.get("/Machines/CTX-0001/Sessions?fields=Id,connection,NoSuchField"))
                .path("Items")
                .path(0);

        assertThat(session.fieldNames()).toIterable().containsExactly("Id", "Connection");
    }

    @Test
    void returnsAllFieldsByDefault() throws Exception {
        JsonNode session = sessions("CTX-0001").path(0);

        assertThat(session.fieldNames())
                .toIterable()
                .contains("State", "User", "Client", "UntrustedUserName", "Machine", "Brokering");
        assertThat(session.path("StartTime").asText()).matches("3/2/2026 \\d+:\\d\\d:\\d\\d AM");
        assertThat(session.path("FormattedStartTime").asText()).matches("2026-03-02T0\\d:\\d\\d:\\d\\dZ");
        assertThat(session.path("Machine").path("DeliveryGroup").path("Name").asText())
                .isEqualTo("Desktops");
    }

    @Test
    void countsTheSessionsOfAMachineAsItListsThem() throws Exception {
        JsonNode machine = json(site.get("/Machines?limit=1")).path("Items").path(0);

        assertThat(machine.path("SessionCount").asInt())
                .isEqualTo(sessions("CTX-0001").size());
        assertThat(machine.path("RegistrationState").asText()).isEqualTo("Registered");
    }

    private JsonNode sessions(String name) throws IOException, InterruptedException {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return json(site.get("/Machines/" + encoded + "/Sessions")).path("Items");
    }

    private List<String> readAll(String path, String field) throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    json(site.get(path + "&continuationToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8)));
            page.path("Items").forEach(item -> values.add(item.path(field).asText()));
            token = page.path("ContinuationToken").asText("");
        } while (!token.isEmpty() && !token.equals("null"));
        return values;
    }

    private HttpResponse<String> getWithout(String header) throws IOException, InterruptedException {
        Map<String, String> headers = site.headers();
        headers.remove(header);
        return site.get("/Machines", headers);
    }

    private HttpResponse<String> getWith(String header, String value) throws IOException, InterruptedException {
        Map<String, String> headers = site.headers();
        headers.put(header, value);
        return site.get("/Machines", headers);
    }
}
