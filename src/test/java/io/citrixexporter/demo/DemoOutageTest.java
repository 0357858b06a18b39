package io.citrixexporter.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citrixexporter.config.Scenario;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoOutageTest {
    private final DemoServerFixture site = new DemoServerFixture(DemoSites.settings(Scenario.API_OUTAGE, 1));

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void throttlesThenIsUnavailableThenBreaksThenFailsThenRecovers() throws Exception {
        assertThat(after(0).statusCode()).isEqualTo(200);

        HttpResponse<String> throttled = after(110);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValueAsLong("Retry-After")).hasValue(5);

        HttpResponse<String> unavailable = after(50);
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Content-Type")).hasValue("text/html");

        assertThatThrownBy(() -> after(40)).isInstanceOf(IOException.class);
        assertThat(after(25).statusCode()).isEqualTo(500);
        assertThat(after(30).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> after(int seconds) throws IOException, InterruptedException {
        site.clock.advance(Duration.ofSeconds(seconds));
        return site.get("/me");
    }
}
