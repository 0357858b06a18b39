package io.citrixexporter.citrix.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.JsonValues;
import io.citrixexporter.citrix.http.ServerTime;
import io.citrixexporter.model.FailureReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the responses of all token endpoints. They differ in spelling and in case, and the lifetime is a number of seconds, the
 * same as a text, or a point in time (citrix-daas-rest-go, {@code client/auth.go}).
 */
public final class TokenResponseParser {
    /** Controllers may omit the zone; Citrix documents the time as UTC. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC);

    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

    /** More characters than any token has. */
    static final int MAX_TOKEN_LENGTH = 64 << 10;

    private final Map<String, JsonNode> fields;

    private TokenResponseParser(Map<String, JsonNode> fields) {
        this.fields = fields;
    }

    /**
     * The token in a response with status 200. It expires by the clock of this computer, whatever that of the server shows.
     *
     * @param now the time of this computer
     * @param serverNow the time of the server, to which a point in time in the response is relative
     * @throws CitrixException {@link FailureReason#AUTH} if the response is an error, {@link FailureReason#BAD_RESPONSE}
     *     if it has no valid token
     */
    public static AccessToken read(byte[] body, Instant now, Instant serverNow) {
        TokenResponseParser response = new TokenResponseParser(fieldsOf(body));
        if (response.text("error").isPresent()) {
            throw new CitrixException(FailureReason.AUTH, 200, "HTTP 200: the token endpoint rejected the credentials");
        }
        String token = response.text("access_token")
                .or(() -> response.text("token"))
                .orElseThrow(() -> new CitrixException(
                        FailureReason.BAD_RESPONSE, "the response of the token endpoint has no token"));
        // It becomes the value of a header.
        if (token.length() > MAX_TOKEN_LENGTH || token.codePoints().anyMatch(Character::isISOControl)) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE, "the response of the token endpoint has an invalid token");
        }
        return AccessToken.expiringIn(token, now, response.lifetime(serverNow));
    }

    private static Map<String, JsonNode> fieldsOf(byte[] body) {
        try {
            return JsonValues.TREES.readTree(body).properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .collect(Collectors.toMap(
                            field -> field.getKey().toLowerCase(Locale.ROOT),
                            Map.Entry::getValue,
                            (first, last) -> last));
        } catch (IOException e) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE, "the response of the token endpoint is not valid JSON");
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(node -> node.isTextual() || node.isNumber())
                .map(JsonNode::asText)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** An hour, if the lifetime is missing, invalid or over. */
    private Duration lifetime(Instant now) {
        return Stream.of("expires_in", "expiresin", "expiresat")
                .flatMap(name -> text(name).stream())
                .flatMap(text -> lifetime(text, now).stream())
                .filter(lifetime -> lifetime.compareTo(Duration.ZERO) > 0)
                .findFirst()
                .orElse(DEFAULT_LIFETIME);
    }

    private static Optional<Duration> lifetime(String text, Instant now) {
        if (text.matches("[0-9]{1,9}(\\.[0-9]+)?")) {
            return Optional.of(Duration.ofSeconds((long) Double.parseDouble(text)));
        }
        return ServerTime.parse(text, TIME).map(date -> Duration.between(now, date));
    }
}
