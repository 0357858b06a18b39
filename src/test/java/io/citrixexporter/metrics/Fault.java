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
 * Failures of the poll of a machine and the reaction of the exporter: the rows of the table of failures in the
 * documentation, each tested by {@link FailureTableTest}.
 */
enum Fault {
    TOKEN_REJECTED(
            "401", 2, "auth", "renews the token, once for all calls, and retries the call once", now -> status(401)),
    LONG_BACKOFF(
            "429 with a `Retry-After` beyond the end of the cycle",
            1,
            "throttled",
            "sends no request to the site until then, 10 min at most; the remaining machines fail immediately",
            now -> status(429).withHeader("Retry-After", "120")),
    THROTTLED(
            "429 on every request",
            4,
            "throttled",
            "up to three retries, each after the requested time in any format of `Retry-After` or `retryDelay`; a tenth"
                    + " fewer requests in flight for each 429, one more for each successful response",
            now -> status(429)
                    .withHeader(
                            "Retry-After",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    now.plusSeconds(2).atZone(ZoneOffset.UTC)))),
    UNAVAILABLE(
            "503",
            2,
            "server_error",
            "one retry after the first attempts of the machines, after the time in `Retry-After` or 200 to 300 ms;"
                    + " throttles the site only while most machines return 503",
            now -> status(503)),
    SERVER_ERROR(
            "500",
            2,
            "server_error",
            "one retry after the first attempts of the machines and 200 to 300 ms",
            now -> status(500)),
    BAD_GATEWAY("502", 2, "server_error", "as for 500", now -> status(502).withBody("<html>502</html>")),
    GATEWAY_TIMEOUT("504", 2, "server_error", "as for 500", now -> status(504)),
    FROZEN("530 (frozen cloud site)", 2, "server_error", "as for 500", now -> status(530)),
    RESET("the connection is reset", 2, "connect", "as for 500", now -> aResponse()
            .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)),
    CLOSED("an idle connection is closed", 2, "connect", "as for 500", now -> aResponse()
            .withFault(com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE)),
    NO_RESPONSE(
            "no response within `citrix.poll.request-timeout`",
            1,
            "timeout",
            "no retry; with more machines than `citrix.poll.concurrency`, a first attempt times out after"
                    + " ten times the median response time, at least 500 ms, and gets one retry with the full timeout",
            now -> CitrixStub.sessions("").withFixedDelay(60_000)),
    NOT_FOUND("404 for a machine", 1, "not_found", "no retry", now -> status(404)),
    FORBIDDEN("403 for a machine", 1, "forbidden", "no retry", now -> status(403)),
    REDIRECT(
            "a redirect",
            1,
            "bad_response",
            "never follows it, because that would send the token to another address",
            now -> permanentRedirect("/elsewhere")),
    HTML("HTML with status 200", 1, "bad_response", "no retry", now -> aResponse()
            .withHeader("Content-Type", "text/html")
            .withBody("<html>Sign in</html>")),
    OTHER_CONTENT_TYPE("a content type other than JSON", 1, "bad_response", "no retry", now -> CitrixStub.sessions("")
            .withHeader("Content-Type", "text/plain")),
    EMPTY("an empty body", 1, "bad_response", "no retry", now -> okJson("")),
    TRUNCATED_JSON("truncated JSON", 1, "bad_response", "no retry", now -> okJson("{\"Items\":[{\"State\":\"Act")),
    INVALID("invalid JSON", 1, "bad_response", "no retry", now -> okJson("Active")),
    TOO_LARGE(
            "a body larger than its share of memory, uncompressed", 1, "too_large", "stops reading", now -> aResponse()
                    .withHeader("Content-Type", "application/json")
                    .withHeader("Content-Encoding", "gzip")
                    .withBody(bomb())),
    TRUNCATED_LIST(
            "a continuation token from a call without paging",
            1,
            "truncated",
            "exports the counts of the truncated list",
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
        String shown = this == TRUNCATED_LIST ? "counts as listed" : "last counts";
        return "| %s | %d | `%s` | %s | `citrix_machine_up` 0, %s, %d × `outcome=\"%s\"` |"
                .formatted(fromCitrix, requests, reason, exporter, shown, requests, outcome());
    }

    /** The {@code outcome} of the calls in {@code citrix_exporter_api_request_duration_seconds}. */
    String outcome() {
        return switch (this) {
            case TOKEN_REJECTED, LONG_BACKOFF, THROTTLED, NOT_FOUND, FORBIDDEN -> "4xx";
            case UNAVAILABLE, SERVER_ERROR, BAD_GATEWAY, GATEWAY_TIMEOUT, FROZEN -> "5xx";
            case REDIRECT -> "3xx";
            case TRUNCATED_LIST -> "2xx";
            default -> reason;
        };
    }

    /** The exported sessions of the machine afterwards: the last count, 1, except for a truncated list. */
    int sessionsShown() {
        return this == TRUNCATED_LIST ? 3 : 1;
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
