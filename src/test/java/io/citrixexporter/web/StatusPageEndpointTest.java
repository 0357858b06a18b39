package io.citrixexporter.web;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.poll.Polling;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.snapshot.SnapshotHolder;
import io.citrixexporter.snapshot.Snapshots;
import io.citrixexporter.targets.PollTarget;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class StatusPageEndpointTest {
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
    void showsSitesAndMachinesThatAreDownWithoutCallingCitrix() {
        citrix.stubFor(get(urlPathEqualTo(FIRST))
                .willReturn(notFound()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{}")));
        polling.cycle();
        citrix.resetRequests();

        given().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html; charset=utf-8")
                .body(containsString("<title>1 down - Citrix session exporter</title>"))
                .body(containsString("<td class=\"short\" data-name=\"Machines up\">1 of 2</td>"))
                .body(containsString("<h2>Machines down: 1</h2>"))
                .body(containsString("<td data-name=\"Machine\">CTX-01</td>"))
                .body(containsString("<td data-name=\"Reason\">not_found: HTTP 404: not found"))
                .body(not(containsString("ctx-02")));
        citrix.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void searchesAllMachines() {
        polling.cycle();

        given().get("/")
                .then()
                .body(containsString("<title>Citrix session exporter</title>"))
                .body(containsString("<h2>Machines down: 0</h2>"));
        given().get("/?q=CTX-0")
                .then()
                .body(containsString("<h2>Machines found: 2</h2>"))
                .body(containsString("<td data-name=\"Machine\">ctx-02</td>"))
                .body(containsString("<span class=\"good\">up</span>"));
        given().get("/?q=nothing").then().body(containsString("<h2>Machines found: 0</h2>"));
    }

    @Test
    void escapesNamesAndTheQuery() {
        SiteSnapshot before = polling.cycle();
        try {
            holder.publish(Snapshots.unpolled("stub", List.of(PollTarget.named("x", "<b>\"'&x"))));

            given().queryParam("q", "<b>\"'&x")
                    .get("/")
                    .then()
                    .body(containsString("<td data-name=\"Machine\">&lt;b&gt;&quot;&#39;&amp;x</td>"))
                    .body(containsString("value=\"&lt;b&gt;&quot;&#39;&amp;x\""))
                    .body(not(containsString("<b>")));
        } finally {
            holder.publish(before);
        }
    }

    @Test
    void allowsNoScriptsAndNoOtherSite() {
        String policy = given().get("/")
                .then()
                .header("Cache-Control", equalTo("no-store"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .extract()
                .header("Content-Security-Policy");

        assertThat(policy.split("; "))
                .containsExactly(
                        "default-src 'none'",
                        "style-src 'self'",
                        "form-action 'self'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'");
    }

    @Test
    void servesTheStyle() {
        given().get("/status.css").then().statusCode(200).contentType("text/css; charset=utf-8");
    }

    @Test
    void respondsToHead() {
        given().head("/").then().statusCode(200).body(emptyString());
    }
}
