package io.citrixexporter.metrics;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.permanentRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.status;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.citrixexporter.CitrixStub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * What may go wrong when one machine is polled, and what the exporter makes of it: the rows of the README's table of
 * failures, each of which {@link FailureTableTest} provokes.
 */
enum Fault {
    TOKEN_REJECTED(
            "401 on a call",
            2,
            "auth",
            "renews the token, once for all calls, and repeats the call once",
            now -> status(401)),
    THROTTLED_LONG(
            "429, to be asked again after the end of the cycle",
            1,
            "throttled",
            "asks the site nothing before that, 10 min at most; machines that were to be asked fail at once",
            now -> status(429).withHeader("Retry-After", "120")),
    THROTTLED(
            "429 again and again",
            4,
            "throttled",
            "three more tries, each after the requested time in any notation of `Retry-After` or `retryDelay`; a tenth"
                    + " fewer requests in flight for each 429, one more for each good response",
            now -> status(429)
                    .withHeader(
                            "Retry-After",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    now.plusSeconds(2).atZone(ZoneOffset.UTC)))),
    UNAVAILABLE(
            "503",
            2,
            "server_error",
            "one more try after the first attempts of all machines, at the time in `Retry-After` or after 100 to 300 ms;"
                    + " slows the site only while most machines say so",
            now -> status(503)),
    SERVER_ERROR(
            "500",
            2,
            "server_error",
            "one more try after the first attempts of all machines and 100 to 300 ms",
            now -> status(500)),
    BAD_GATEWAY("502", 2, "server_error", "the same", now -> status(502).withBody("<html>502</html>")),
    GATEWAY_TIMEOUT("504", 2, "server_error", "the same", now -> status(504)),
    FROZEN("530 (the cloud site is frozen)", 2, "server_error", "the same", now -> status(530)),
    RESET("the connection is reset", 2, "connect", "the same", now -> aResponse()
            .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)),
    CLOSED("a kept connection was closed", 2, "connect", "the same", now -> aResponse()
            .withFault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE)),
    HUNG(
            "no response within `citrix.poll.request-timeout`",
            1,
            "timeout",
            "no other try; where more machines are polled than `citrix.poll.concurrency`, a first attempt times out after"
                    + " ten times the median response time, at least 500 ms, and gets one more try with the full time",
            now -> CitrixStub.sessions("").withFixedDelay(60_000)),
    NOT_FOUND("404 for a machine", 1, "not_found", "no other try", now -> status(404)),
    FORBIDDEN("403 for a machine", 1, "forbidden", "no other try", now -> status(403)),
    REDIRECT(
            "a redirect",
            1,
            "bad_response",
            "never follows it: the token would go with it",
            now -> permanentRedirect("/elsewhere")),
    HTML("HTML with status 200", 1, "bad_response", "no other try", now -> aResponse()
            .withHeader("Content-Type", "text/html")
            .withBody("<html>Sign in</html>")),
    WRONG_TYPE("another content type than JSON", 1, "bad_response", "no other try", now -> CitrixStub.sessions("")
            .withHeader("Content-Type", "text/plain")),
    EMPTY("an empty body", 1, "bad_response", "no other try", now -> okJson("")),
    CUT_OFF("JSON that is cut off", 1, "bad_response", "no other try", now -> okJson("{\"Items\":[{\"State\":\"Act")),
    INVALID("what is no JSON", 1, "bad_response", "no other try", now -> okJson("Active")),
    TOO_LARGE("a body above 64 MiB, unpacked", 1, "too_large", "reads no further", now -> aResponse()
            .withHeader("Content-Type", "application/json")
            .withHeader("Content-Encoding", "gzip")
            .withBody(bomb())),
    TRUNCATED(
            "a continuation token from a call that has no paging",
            1,
            "truncated",
            "shows the counts as they are, and `citrix_machine_up` 0",
            now -> okJson("{\"Items\":[{\"State\":\"Active\"},{\"State\":\"Active\"},{\"State\":\"Active\"}],"
                    + "\"ContinuationToken\":\"more\"}"));

    final String fromCitrix;
    final int requests;
    final String reason;
    final String exporter;

    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    final Function<Instant, ResponseDefinitionBuilder> response;

    Fault(
            String fromCitrix,
            int requests,
            String reason,
            String exporter,
            Function<Instant, ResponseDefinitionBuilder> response) {
        this.fromCitrix = fromCitrix;
        this.requests = requests;
        this.reason = reason;
        this.exporter = exporter;
        this.response = response;
    }

    /** The heading of the table. */
    static String heading() {
        return "| from Citrix | requests | reason | the exporter | in the metrics |";
    }

    /** The row of the table. */
    String row() {
        String shown = this == TRUNCATED ? "counts as listed" : "last counts";
        return "| %s | %d | `%s` | %s | `citrix_machine_up` 0, %s, %d × `outcome=\"%s\"` |"
                .formatted(fromCitrix, requests, reason, exporter, shown, requests, outcome());
    }

    /** What the calls end with in {@code citrix_exporter_api_request_duration_seconds}. */
    String outcome() {
        return switch (this) {
            case TOKEN_REJECTED, THROTTLED_LONG, THROTTLED, NOT_FOUND, FORBIDDEN -> "4xx";
            case UNAVAILABLE, SERVER_ERROR, BAD_GATEWAY, GATEWAY_TIMEOUT, FROZEN -> "5xx";
            case REDIRECT -> "3xx";
            case TRUNCATED -> "2xx";
            default -> reason;
        };
    }

    /** What is shown of the machine afterwards: the last good count, 1, but for a list that was cut short. */
    int sessionsShown() {
        return this == TRUNCATED ? 3 : 1;
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] blanks = new byte[1 << 20];
            java.util.Arrays.fill(blanks, (byte) ' ');
            for (int megabyte = 0; megabyte < 70; megabyte++) {
                gzip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
