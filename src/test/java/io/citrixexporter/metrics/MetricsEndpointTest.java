package io.citrixexporter.metrics;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.poll.Polling;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.snapshot.Snapshots;
import io.citrixexporter.targets.PollTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class MetricsEndpointTest {
    private static final String FIRST = "/cvad/manage/Machines/CORP%7CCTX-01/Sessions";

    WireMockServer citrix;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    @Inject
    Polling polling;

    @Inject
    SnapshotHolder holder;

    @BeforeEach
    void reset() {
        CitrixStub.reset(citrix);
    }

    @Test
    void exportsSessionsZerosAndSite() {
        citrix.stubFor(get(urlPathEqualTo(FIRST))
                .willReturn(CitrixStub.sessions(CitrixStub.session("a", "Active", "Hdx", "Desktop"))));
        polling.cycle();

        scrape("text/plain")
                .contentType(startsWith("text/plain; version=0.0.4"))
                .body(containsString("citrix_sessions{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\","
                        + "state=\"Active\",protocol=\"Hdx\",app_state=\"Desktop\",} 1.0\n"))
                .body(containsString("citrix_machine_sessions{site=\"stub\",machine=\"ctx-02\",delivery_group=\"\","
                        + "state=\"Active\",} 0.0\n"))
                .body(containsString("citrix_site_info{site=\"stub\",site_id=\"" + CitrixStub.SITE_ID
                        + "\",site_name=\"cloudxdsite\",customer_id=\"acme\",strategy=\"per-machine\",} 1.0\n"))
                .body(containsString("citrix_exporter_build_info{"))
                .body(not(containsString("http_client_requests")));
    }

    @Test
    void respondsInOpenMetricsOnRequest() {
        polling.cycle();

        scrape("application/openmetrics-text; version=1.0.0; charset=utf-8")
                .contentType(startsWith("application/openmetrics-text; version=1.0.0"))
                .body(containsString("# TYPE citrix_exporter_polls counter\n"))
                .body(containsString("citrix_exporter_polls_total{site=\"stub\"} "))
                .body(endsWith("# EOF\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none | text/plain
        */* | text/plain
        text/html,*/*;q=0.8 | text/plain
        application/json | text/plain
        application/openmetrics-text | application/openmetrics-text
        APPLICATION/OpenMetrics-Text;version=0.0.1 | application/openmetrics-text
        application/openmetrics-text;version=2.0.0 | text/plain
        application/openmetrics-text;q=0 | text/plain
        application/openmetrics-text;q=0.4,text/plain;version=0.0.4;q=0.5 | text/plain
        text/plain;q=0.4,application/openmetrics-text;version=1.0.0;q=0.5 | application/openmetrics-text
        application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;q=0.4,*/*;q=0.2 | application/openmetrics-text
        application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3 | text/plain
        ;;q=x,, | text/plain
        """)
    void respondsInPreferredFormat(String accept, String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(metrics);
        if (accept != null) {
            request.header("Accept", accept);
        }
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(request.method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(type + ";");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none | false
        gzip | true
        GZIP | true
        deflate, gzip;q=0.5 | true
        x-gzip | true
        * | true
        gzip;q=0, * | false
        identity | false
        br;q=1 | false
        """)
    void compressesForScrapersThatAcceptGzip(String accepted, boolean gzip) throws Exception {
        polling.cycle();
        HttpRequest.Builder request = HttpRequest.newBuilder(metrics);
        if (accepted != null) {
            request.header("Accept-Encoding", accepted);
        }
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
        byte[] body = response.body();
        assertThat(response.headers().firstValue("Content-Encoding").equals(Optional.of("gzip")))
                .isEqualTo(gzip);
        if (gzip) {
            try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
                body = stream.readAllBytes();
            }
        }
        assertThat(new String(body, StandardCharsets.UTF_8))
                .contains("citrix_machine_up{")
                .endsWith("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "/metrics", "/q/health", "/q/health/live", "/", "/nothing"})
    void rejectsMethodsOtherThanGetAndHead(String path) throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO")) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(metrics.resolve(path))
                                    .method(method, BodyPublishers.ofString("x"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).as(method).contains("GET, HEAD");
            assertThat(response.body()).as(method).isEmpty();
        }
    }

    @Test
    void respondsOnUsualAliases() {
        polling.cycle();

        given().get("/metrics").then().statusCode(200).body(containsString("citrix_machine_up{"));
        given().get("/-/healthy").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/-/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/metrics/x").then().statusCode(404);
    }

    @Test
    void scrapesWithoutCallingCitrix() {
        polling.cycle();
        citrix.resetRequests();

        scrape("text/plain");

        citrix.verify(0, getRequestedFor(anyUrl()));
    }

    /** More than one chunk with characters of one to four bytes, so that some are split across chunks. */
    @Test
    void exportsUnusualNamesUnchanged() {
        SiteSnapshot before = polling.cycle();
        List<PollTarget> machines = IntStream.range(0, 3_000)
                .mapToObj(number ->
                        PollTarget.named("machines" + number, "\u00FC\u20AC\uD83D\uDE00\"\\\n\u0000 } 1.0 #" + number))
                .toList();
        byte[] bytes;
        try {
            holder.publish(Snapshots.unpolled("stub", machines));
            bytes = given().accept("text/plain").get("/q/metrics").asByteArray();
        } finally {
            holder.publish(before);
        }

        assertThat(bytes.length).isGreaterThan(3 * 128 * 1024);
        assertThat(ParsedExposition.of(new String(bytes, StandardCharsets.UTF_8))
                        .rows("citrix_machine_up"))
                .extracting(row -> row.label("machine"))
                .containsExactlyInAnyOrderElementsOf(
                        machines.stream().map(PollTarget::label).toList());
    }

    @Test
    void reportsLastPollOfEachSiteInHealth() {
        polling.cycle();

        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(
                        "checks.find { it.name == 'fresh session data' }.data.stub",
                        startsWith("reached; 2 of 2 machines ok"));
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    private static ValidatableResponse scrape(String accept) {
        return given().accept(accept).get("/q/metrics").then().statusCode(200);
    }
}
