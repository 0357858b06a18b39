package io.citrixexporter.poll;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class PollingTest {
    private static final String A = CitrixStub.session("a", "Active", "Hdx", "Desktop");
    private static final String B = CitrixStub.session("b", "Disconnected", "Hdx", "Desktop");

    WireMockServer citrix;

    @Inject
    Polling polling;

    @BeforeEach
    @AfterEach
    void reset() {
        CitrixStub.reset(citrix);
    }

    @Test
    void oneMachinesTroubleChangesNothingForTheOther() {
        List<ResponseDefinitionBuilder> troubles = List.of(
                aResponse().withStatus(404),
                aResponse().withStatus(403),
                aResponse().withStatus(429),
                aResponse().withStatus(500),
                aResponse().withStatus(401),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                aResponse().withHeader("Content-Type", "text/html").withBody("<html></html>"),
                okJson("{\"Items\":["),
                CitrixStub.sessions(B).withFixedDelay(10_000));
        second(CitrixStub.sessions(A + "," + B));
        SiteSnapshot good = polling.cycle();

        for (ResponseDefinitionBuilder trouble : troubles) {
            second(trouble);
            first(CitrixStub.sessions(A));
            SiteSnapshot site = polling.cycle();
            MachineSnapshot first = site.machines().get(0);
            MachineSnapshot second = site.machines().get(1);

            assertThat(site.state().reached()).isTrue();
            assertThat(first.up()).isTrue();
            assertThat(first.lastTally()).map(SessionTally::total).hasValue(1);
            assertThat(second.up()).isFalse();
            assertThat(second.lastTally()).isEqualTo(good.machines().get(1).lastTally());
            assertThat(second.lastSuccess()).isEqualTo(good.machines().get(1).lastSuccess());
        }
    }

    @Test
    void aTruncatedListIsShownButNoSuccess() {
        first(okJson("{\"Items\":[" + A + "],\"ContinuationToken\":\"more\"}"));
        SiteSnapshot site = polling.cycle();

        assertThat(site.state().reached()).isTrue();
        assertThat(site.machines().get(0).up()).isFalse();
        assertThat(site.machines().get(0).lastTally()).map(SessionTally::total).hasValue(1);
    }

    @Test
    void keepsTheLastValuesOfAllMachinesWhileTheSiteIsNotReached() {
        first(CitrixStub.sessions(A));
        SiteSnapshot good = polling.cycle();
        citrix.stubFor(get(urlPathMatching("/cvad/manage/Machines/.*"))
                .willReturn(aResponse().withStatus(500)));
        SiteSnapshot bad = polling.cycle();

        assertThat(good.state().reached()).isTrue();
        assertThat(bad.state().reached()).isFalse();
        assertThat(bad.state().identity()).isEqualTo(good.state().identity());
        assertThat(bad.machines()).noneMatch(MachineSnapshot::up);
        assertThat(bad.machines())
                .extracting(MachineSnapshot::lastTally)
                .isEqualTo(
                        good.machines().stream().map(MachineSnapshot::lastTally).toList());
    }

    @Test
    void zeroIsOnlySaidWhenTheApiSaysSo() {
        first(CitrixStub.sessions(A));
        polling.cycle();
        first(CitrixStub.sessions(""));

        assertThat(polling.cycle().machines().get(0).lastTally()).hasValue(SessionTally.NONE);
    }

    private void first(ResponseDefinitionBuilder answer) {
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines/CORP%7CCTX-01/Sessions"))
                .willReturn(answer));
    }

    private void second(ResponseDefinitionBuilder answer) {
        citrix.stubFor(get(urlPathEqualTo("/cvad/manage/Machines/ctx-02.corp.example/Sessions"))
                .willReturn(answer));
    }
}
