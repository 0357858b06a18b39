package io.citrixexporter.citrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citrixexporter.RawSite;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.FailureReason;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A header with any value hides neither the status of a response nor its body. */
@QuarkusTest
class UnusualHeadersTest {
    private static final String LONG = "Mon, 02 Mar 2026 08:30:00 GMT, Mon, 02 Mar 2026 08:30:00 GMT, and more";
    private static final String ERROR = "{\"type\":\"https://x/common/limit\"}";

    @Inject
    TlsConfigurationRegistry tls;

    private final RawSite site = Servers.plain();

    @AfterEach
    void stop() {
        site.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date: " + LONG,
                "Date: Mon, 99 Foo 2026 99:99:99 GMT",
                "Date:",
                "Retry-After: " + LONG,
                "Retry-After: +999999999-12-31T23:59:59-18:00",
                "Retry-After: -999999999-01-01T00:00:00+18:00",
                "Age: " + LONG,
                "Last-Modified: " + LONG,
                "Expires: " + LONG,
                "Content-Type: application/json;;charset",
                "Content-Type: application/json; charset=unknown",
                "Content-Language: !_!",
                "Content-Encoding: identity",
                "Content-Location: ::",
                "Location: ::",
                "Allow: ,;",
                "ETag: W/",
                "Link: <<;rel",
                "Set-Cookie: =;Max-Age=x",
            })
    void readsStatusAndBody(String header) {
        site.answer(
                Sites.TOKENS,
                response("200 OK", header, "{\"access_token\":\"a\",\"ExpiresAt\":\"2026-03-02T09:00:00\"}"));
        site.answer(Servers.MACHINE, response("200 OK", header, "{\"Items\":[{\"Id\":\"a\"}]}"));
        CitrixClient client = client();
        assertThat(client.machineSessions("M", PollAttempt.once(Sites.soon()))
                        .await()
                        .atMost(Sites.LONG)
                        .tally()
                        .total())
                .isEqualTo(1);

        site.answer(Servers.MACHINE, response("429 Too Many Requests", header, ERROR));
        CitrixException failure = failure(client);
        assertThat(failure.reason()).isEqualTo(FailureReason.THROTTLED);
        assertThat(failure).hasMessageStartingWith("HTTP 429: too many requests, error type common/limit (");
    }

    @Test
    void readsStatusWithInvalidContentType() {
        site.answer(Servers.MACHINE, response("200 OK", "Content-Type: json", "{\"Items\":[]}"));
        CitrixException invalid = failure(client());
        assertThat(invalid.reason()).isEqualTo(FailureReason.BAD_RESPONSE);
        assertThat(invalid).hasMessageStartingWith("the Content-Type of the response is invalid (");

        site.answer(Servers.MACHINE, response("429 Too Many Requests", "Content-Type: json", ERROR));
        assertThat(failure(client()).reason()).isEqualTo(FailureReason.THROTTLED);
    }

    private CitrixClient client() {
        return Servers.client(tls, Servers.site("http://localhost:" + site.port(), ""));
    }

    private static CitrixException failure(CitrixClient client) {
        return catchThrowableOfType(CitrixException.class, () -> Servers.call(client));
    }

    private static RawSite.RawResponse response(String status, String header, String body) {
        return RawSite.status(status, header, body.getBytes(StandardCharsets.UTF_8));
    }
}
