package io.citrixexporter.metrics;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.LogLines;
import io.citrixexporter.TestClock;
import io.citrixexporter.poll.Polling;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 403 for nearly all calls leads to a new token, 404 for nearly all machines to a new lookup of /me: after some cycles, at most once an hour. */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
@TestProfile(FailureTableTest.WithTestTime.class)
class PersistentErrorsSlowTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ME = "/cvad/manage/me";

    WireMockServer citrix;

    @Inject
    Polling polling;

    @Inject
    TestClock clock;

    private final LogLines log = LogLines.of("io.citrixexporter.citrix.AccessRecovery");

    /** Hours after the previous test, with a valid token. */
    @BeforeEach
    void reset() {
        CitrixStub.reset(citrix);
        token("first");
        clock.advance(Duration.ofHours(30));
        // The first of these cycles may still react to those of the previous test.
        cycle();
        clock.advance(Duration.ofHours(2));
        cycle();
        log.take();
        citrix.resetRequests();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void renewsTokenAfterRoleChange() {
        citrix.stubFor(sessions().atPriority(1).willReturn(status(403)));
        citrix.stubFor(sessions()
                .atPriority(1)
                .withHeader("Authorization", equalTo("CWSAuth bearer=second"))
                .willReturn(CitrixStub.sessions("")));
        token("second");
        for (int cycle = 0; cycle < 3; cycle++) {
            assertThat(cycle().state().reached()).isFalse();
        }
        assertThat(signIns()).isZero();

        assertThat(cycle().state().reached()).isTrue();
        assertThat(signIns()).isEqualTo(1);
        assertThat(log.take())
                .containsExactly(
                        "INFO stub: HTTP 403 for nearly all calls in 3 cycles; signed in again, in case a change"
                                + " of roles needs a new token");
    }

    @Test
    void signsInOncePerHourWhileForbidden() {
        citrix.stubFor(sessions().atPriority(1).willReturn(status(403)));
        for (int minute = 0; minute < 150; minute++) {
            token("token-" + minute);
            cycle();
        }

        assertThat(signIns()).isBetween(2, 3);
    }

    @Test
    void keepsTokenWhenSomeMachinesAreForbidden() {
        citrix.stubFor(get(urlPathMatching(".*CTX-01/Sessions")).atPriority(1).willReturn(status(403)));
        for (int cycle = 0; cycle < 5; cycle++) {
            cycle();
        }

        assertThat(signIns()).isZero();
    }

    @Test
    void triesRejectedCredentialsOnce() {
        citrix.stubFor(sessions().atPriority(1).willReturn(status(403)));
        citrix.stubFor(post(urlPathEqualTo(CitrixStub.TOKEN_PATH)).willReturn(status(401)));
        for (int minute = 0; minute < 300; minute += 5) {
            clock.advance(MINUTE.multipliedBy(4));
            assertThat(cycle().machines()).noneMatch(machine -> machine.up());
        }

        assertThat(signIns()).as("login attempts").isEqualTo(1);
    }

    @Test
    void keepsSiteWhenLookupFails() {
        citrix.stubFor(sessions().atPriority(1).willReturn(status(404)));
        citrix.stubFor(get(urlPathEqualTo(ME)).atPriority(1).willReturn(status(403)));
        for (int cycle = 0; cycle < 4; cycle++) {
            cycle();
        }
        assertThat(meCalls()).as("failed lookups").isEqualTo(1);
        assertThat(signIns()).isZero();
    }

    @Test
    void looksUpRebuiltSite() {
        String id = "99999999-2222-3333-4444-555555555555";
        citrix.stubFor(sessions().atPriority(1).willReturn(status(404)));
        citrix.stubFor(sessions()
                .atPriority(1)
                .withHeader("Citrix-InstanceId", equalTo(id))
                .willReturn(CitrixStub.sessions("")));
        siteId(id);
        for (int cycle = 0; cycle < 3; cycle++) {
            assertThat(cycle().machines()).noneMatch(machine -> machine.up());
        }
        assertThat(meCalls()).isZero();

        SiteSnapshot found = cycle();
        assertThat(found.machines()).allMatch(machine -> machine.up());
        assertThat(found.state().identity())
                .hasValueSatisfying(site -> assertThat(site.siteId()).isEqualTo(id));
        assertThat(meCalls()).isEqualTo(1);
        assertThat(log.take())
                .containsExactly(
                        "WARN stub: HTTP 404 for nearly all machines in 3 cycles; the site id has changed to " + id);
    }

    @Test
    void looksUpSiteOncePerHourWhileMachinesAreNotFound() {
        siteId(cycle().state().identity().orElseThrow().siteId());
        citrix.stubFor(sessions().atPriority(1).willReturn(status(404)));
        for (int minute = 0; minute < 150; minute++) {
            cycle();
        }

        assertThat(meCalls()).isBetween(2, 3);
        assertThat(log.take()).isEqualTo(List.of());
    }

    private SiteSnapshot cycle() {
        clock.advance(MINUTE);
        return polling.cycle();
    }

    private void token(String token) {
        citrix.stubFor(post(urlPathEqualTo(CitrixStub.TOKEN_PATH))
                .willReturn(okJson("{\"access_token\":\"" + token + "\",\"expires_in\":\"86400\"}")));
    }

    private void siteId(String id) {
        citrix.stubFor(get(urlPathEqualTo(ME))
                .atPriority(1)
                .withHeader("Citrix-InstanceId", absent())
                .willReturn(okJson(
                        "{\"Customers\":[{\"Id\":\"acme\",\"Sites\":[{\"Id\":\"" + id + "\",\"Name\":\"n\"}]}]}")));
    }

    private static MappingBuilder sessions() {
        return get(urlPathMatching("/cvad/manage/Machines/[^/]+/Sessions"));
    }

    private int signIns() {
        return citrix.findAll(postRequestedFor(urlPathEqualTo(CitrixStub.TOKEN_PATH)))
                .size();
    }

    private int meCalls() {
        return citrix.findAll(getRequestedFor(urlPathEqualTo(ME))).size();
    }
}
