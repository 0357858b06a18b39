package io.citrixexporter.citrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a server that has too much to do wants to be asked again. Citrix's services say it in four ways: a header
 * {@code Retry-After} with seconds (Azure API Management), with an HTTP date (RFC 9110), or with an RFC 3339 date
 * (Endpoint Management's documentation on rate limits), and a parameter {@code retryDelay} with seconds in the body
 * (Citrix's documentation on errors of the DaaS API).
 */
final class RetryAfter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DELAY = "retryDelay";

    private RetryAfter() {}

    /** The moment, if the answer names one that has not passed; the header counts before the body. */
    static Optional<Instant> told(@Nullable String header, byte[] body, Instant now) {
        return Optional.ofNullable(header)
                .flatMap(text -> moment(text.strip(), now))
                .or(() -> delay(body).flatMap(text -> seconds(text.strip(), now)))
                .filter(moment -> moment.isAfter(now));
    }

    private static Optional<Instant> moment(String text, Instant now) {
        return seconds(text, now)
                .or(() -> date(text, DateTimeFormatter.RFC_1123_DATE_TIME))
                .or(() -> date(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }

    private static Optional<Instant> seconds(String text, Instant now) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                ? Optional.of(now.plus(Duration.ofMillis((long) (Double.parseDouble(text) * 1000))))
                : Optional.empty();
    }

    private static Optional<Instant> date(String text, DateTimeFormatter format) {
        try {
            return Optional.of(format.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A field of that name, a parameter, or a pair in a list of parameters: Citrix documents more than one form. */
    private static Optional<String> delay(byte[] body) {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            JsonNode error = MAPPER.readTree(body);
            JsonNode parameters = error.path("parameters");
            return text(error.path(DELAY))
                    .or(() -> text(parameters.path(DELAY)))
                    .or(() -> StreamSupport.stream(parameters.spliterator(), false)
                            .filter(pair -> pair.path("name").asText().equals(DELAY))
                            .findFirst()
                            .flatMap(pair -> text(pair.path("value"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }
}
