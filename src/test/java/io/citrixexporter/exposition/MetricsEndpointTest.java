package io.citrixexporter.exposition;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.collection.Polling;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class MetricsEndpointTest {
    WireMockServer citrix;

    @Inject
    Polling polling;

    @BeforeEach
    void reset() {
        CitrixStub.reset(citrix);
    }

    @Test
    void showsTheSessionsOfAMachine() {
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines/CORP%7CCTX-01/Sessions"))
                .willReturn(CitrixStub.sessions(CitrixStub.session("a", "Active", "Hdx", "Desktop"))));
        polling.cycle();

        assertThat(given().accept("text/plain").get("/q/metrics").asString())
                .contains(
                        "citrix_sessions{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\",state=\"Active\",protocol=\"Hdx\",app_state=\"Desktop\",} 1.0");
    }
}
