package io.citrixexporter.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.LogLines;
import io.citrixexporter.RawSite;
import io.citrixexporter.poll.Polling;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections are idle between two cycles longer than servers and proxies may keep them. */
@QuarkusTest
@TestProfile(ResponseBodiesSlowTest.OnABareSocket.class)
class IdleConnectionSlowTest {
    RawSite citrix;

    @Inject
    Polling polling;

    @BeforeEach
    void reset() {
        citrix.reset();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void reconnectsWithoutFailure(int lingerSeconds) throws IOException {
        polling.cycle();
        int before = citrix.accepted();
        List<String> failures = failures();
        LogLines errors = LogLines.errors();

        citrix.hangUp(lingerSeconds);
        polling.cycle();

        assertThat(citrix.accepted()).as("new connections").isGreaterThan(before);
        assertThat(failures()).isEqualTo(failures);
        assertThat(scrape())
                .contains("citrix_machine_up{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\",} 1.0\n")
                .contains("citrix_machine_up{site=\"stub\",machine=\"ctx-02\",delivery_group=\"\",} 1.0\n");
        errors.close();
        assertThat(errors.take()).isEmpty();
    }

    private static List<String> failures() {
        return scrape().lines()
                .filter(line -> line.startsWith("citrix_exporter_poll_failures_total{"))
                .sorted()
                .toList();
    }

    private static String scrape() {
        return given().accept("text/plain").get("/q/metrics").asString();
    }
}
