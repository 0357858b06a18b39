package io.citrixexporter.exposition;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
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
import io.citrixexporter.inventory.MachineRef;
import io.citrixexporter.poll.Polling;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.snapshot.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class MetricsEndpointTest {
    private static final String FIRST = "/cvad/manage/Machines/CORP%7CCTX-01/Sessions";

    WireMockServer citrix;

    @Inject
    Polling polling;

    @Inject
    SnapshotHolder holder;

    @BeforeEach
    void reset() {
        CitrixStub.reset(citrix);
    }

    @Test
    void showsSessionsZerosAndTheSite() {
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
    void speaksOpenMetricsToThoseWhoAskForIt() {
        polling.cycle();

        scrape("application/openmetrics-text; version=1.0.0; charset=utf-8")
                .contentType(startsWith("application/openmetrics-text; version=1.0.0"))
                .body(containsString("# TYPE citrix_exporter_polls counter\n"))
                .body(containsString("citrix_exporter_polls_total{site=\"stub\"} "))
                .body(endsWith("# EOF\n"));
    }

    @Test
    void neverRefusesAScrapeForItsAcceptHeader() {
        polling.cycle();

        scrape("application/openmetrics-text").contentType(startsWith("application/openmetrics-text; version=1.0.0"));
        scrape("*/*").contentType(startsWith("text/plain; version=0.0.4"));
        scrape("text/html,*/*;q=0.8").contentType(startsWith("text/plain; version=0.0.4"));
    }

    @Test
    void aFailingMachineIsDownAtOnceKeepsItsSessionsAndLeavesTheOthersAlone() {
        citrix.stubFor(get(urlPathEqualTo(FIRST))
                .willReturn(CitrixStub.sessions(CitrixStub.session("a", "Active", "Hdx", "Desktop"))));
        polling.cycle();
        citrix.stubFor(get(urlPathEqualTo(FIRST)).willReturn(notFound()));
        polling.cycle();

        scrape("text/plain")
                .body(containsString("citrix_machine_up{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\",} 0.0\n"))
                .body(containsString("citrix_machine_up{site=\"stub\",machine=\"ctx-02\",delivery_group=\"\",} 1.0\n"))
                .body(containsString("citrix_machine_sessions{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\","
                        + "state=\"Active\",} 1.0\n"))
                .body(containsString("citrix_site_up{site=\"stub\",} 1.0\n"));
    }

    @Test
    void aScrapeNeverCallsCitrix() {
        polling.cycle();
        citrix.resetRequests();

        scrape("text/plain");

        citrix.verify(0, getRequestedFor(anyUrl()));
    }

    /** More than one piece, and characters of one to four bytes, so that some of them are cut where a piece ends. */
    @Test
    void oddNamesComeThroughTheStreamWhole() {
        SiteSnapshot before = polling.cycle();
        List<MachineRef> odd = IntStream.range(0, 3_000)
                .mapToObj(number ->
                        MachineRef.named("odd" + number, "\u00FC\u20AC\uD83D\uDE00\"\\\n\u0000 } 1.0 #" + number))
                .toList();
        byte[] bytes;
        try {
            holder.publish(Snapshots.unpolled("stub", odd));
            bytes = given().accept("text/plain").get("/q/metrics").asByteArray();
        } finally {
            holder.publish(before);
        }

        assertThat(bytes.length).isGreaterThan(3 * 128 * 1024);
        assertThat(ParsedExposition.of(new String(bytes, StandardCharsets.UTF_8))
                        .rows("citrix_machine_up"))
                .extracting(row -> row.label("machine"))
                .containsExactlyInAnyOrderElementsOf(
                        odd.stream().map(MachineRef::label).toList());
    }

    @Test
    void healthSaysWhatWasSeenOfEachSite() {
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
