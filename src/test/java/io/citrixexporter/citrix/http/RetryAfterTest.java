package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 30000",
                " 1  | 1000",
                "2.5 | 2500",
                "Mon, 02 Mar 2026 08:00:07 GMT | 7000",
                "2026-03-02T08:00:07Z | 7000",
                "2026-03-02T09:01:00+01:00 | 60000",
                "2026-03-02T08:00:07.250Z | 7250",
                "999999999 | 999999999000",
                "Monday, 02-Mar-26 08:00:07 GMT | 7000",
                "Mon Mar  2 08:00:07 2026 | 7000",
                "mon, 02 mar 2026 08:00:07 gmt | 7000",
                "Mon, 02 Mar 2026 10:00:07 +0200 | 7000",
                "Mon, 02 Mar 2026 03:00:07 -0500 | 7000",
                "Fri, 31 Dec 9999 23:59:59 GMT | 3153600000000",
            })
    void readsEachNotationOfHeader(String header, long millis) {
        assertThat(parsed(header, "")).hasValue(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"https://errors-api.cloud.com/common/rateLimitExceeded\","
                        + "\"parameters\":[{\"name\":\"other\",\"value\":\"9\"},{\"name\":\"retryDelay\",\"value\":\"4\"}]}",
                "{\"parameters\":{\"retryDelay\":\"4\"}}",
                "{\"retryDelay\":4}",
                "{\"retryDelay\":\"2026-03-02T08:00:04Z\"}",
                "{\"parameters\":{\"retryDelay\":\"Mon, 02 Mar 2026 08:00:04 GMT\"}}",
            })
    void readsRetryDelayInBody(String body) {
        assertThat(parsed(null, body)).hasValue(Duration.ofSeconds(4));
        assertThat(parsed("later", body)).hasValue(Duration.ofSeconds(4));
    }

    @Test
    void prefersHeaderToBody() {
        assertThat(parsed("30", "{\"retryDelay\":4}")).hasValue(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-5",
                "soon",
                "1e9",
                "12345678901234567890",
                "Sun, 01 Mar 2026 08:00:00 GMT",
                "2026-03-02",
                "0x10",
                "Mon, 02 Mar 2026 08:00:07 GMT, Mon, 02 Mar 2026 08:00:07 GMT, and more",
            })
    void ignoresInvalidOrPastHeader(String header) {
        assertThat(parsed(header, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "null",
                "[]",
                "7",
                "{}",
                "{\"retryDelay\":null}",
                "{\"retryDelay\":{}}",
                "{\"retryDelay\":\"soon\"}",
                "{\"parameters\":[null,1,{\"name\":\"retryDelay\"}]}",
                "{\"retryDelay\":\"Mon, 02 Mar 2026 08:00:07 GMT, Mon, 02 Mar 2026 08:00:07 GMT, and more\"}",
                "{\"parameters\":",
            })
    void ignoresInvalidBody(String body) {
        assertThat(parsed(null, body)).isEmpty();
    }

    private static Optional<Duration> parsed(@Nullable String header, String body) {
        return RetryAfter.parse(
                header, ErrorBody.of(body.getBytes(StandardCharsets.UTF_8)).retryDelay(), NOW);
    }
}
