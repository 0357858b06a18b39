package io.citrixexporter.citrix.login;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.JsonValues;
import io.citrixexporter.model.FailureReason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the answers of all token endpoints. They differ in spelling and in case, and the lifetime comes as seconds, as
 * seconds in a string, or as a point in time (citrix-daas-rest-go, {@code client/auth.go}).
 */
public final class TokenResponse {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonValues.TREES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Duration USUAL_LIFETIME = Duration.ofHours(1);

    /** Far more than any token has, in characters. */
    static final int LONGEST_TOKEN = 64 << 10;

    private final Map<String, JsonNode> fields;

    private TokenResponse(Map<String, JsonNode> fields) {
        this.fields = fields;
    }

    /**
     * The token in an answer with status 200. Its end is by our own clock, whatever the clock of the server shows.
     *
     * @param now by our own clock
     * @param serverNow the same moment by the clock of the server, which a point in time in the answer refers to
     * @throws CitrixException {@link FailureReason#AUTH} if the answer is an error in disguise, {@link FailureReason#BAD_RESPONSE}
     *     if it holds no token
     */
    public static AccessToken read(byte[] body, Instant now, Instant serverNow) {
        TokenResponse answer = new TokenResponse(fieldsOf(body));
        if (answer.text("error").isPresent()) {
            throw new CitrixException(
                    FailureReason.AUTH, 200, "HTTP 200: the token endpoint refused the credentials", null);
        }
        String token = answer.text("access_token")
                .or(() -> answer.text("token"))
                .orElseThrow(() ->
                        new CitrixException(FailureReason.BAD_RESPONSE, "the token endpoint's answer has no token"));
        // It goes into a header, which has one line, and which no server takes at any length.
        if (token.length() > LONGEST_TOKEN || token.codePoints().anyMatch(Character::isISOControl)) {
            throw new CitrixException(
                    FailureReason.BAD_RESPONSE, "the token endpoint's answer has a token that is no token");
        }
        return AccessToken.lasting(token, now, answer.lifetime(serverNow));
    }

    private static Map<String, JsonNode> fieldsOf(byte[] body) {
        try {
            return MAPPER.readTree(body).properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .collect(Collectors.toMap(
                            field -> field.getKey().toLowerCase(Locale.ROOT),
                            Map.Entry::getValue,
                            (first, last) -> last));
        } catch (IOException e) {
            throw new CitrixException(FailureReason.BAD_RESPONSE, "the token endpoint's answer is no valid JSON");
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(node -> node.isTextual() || node.isNumber())
                .map(JsonNode::asText)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** A lifetime that is missing, unreadable or over (a clock that is wrong) counts as the usual hour. */
    private Duration lifetime(Instant now) {
        return Stream.of("expires_in", "expiresin", "expiresat")
                .flatMap(name -> text(name).stream())
                .flatMap(text -> lifetime(text, now).stream())
                .filter(lifetime -> lifetime.compareTo(Duration.ZERO) > 0)
                .findFirst()
                .orElse(USUAL_LIFETIME);
    }

    private static Optional<Duration> lifetime(String text, Instant now) {
        if (text.matches("[0-9]{1,9}(\\.[0-9]+)?")) {
            return Optional.of(Duration.ofSeconds((long) Double.parseDouble(text)));
        }
        try {
            return Optional.of(Duration.between(now, OffsetDateTime.parse(text)));
        } catch (DateTimeException e) {
            return withoutZone(text, now);
        }
    }

    /** Controllers may leave the zone out; Citrix documents the time as UTC. */
    private static Optional<Duration> withoutZone(String text, Instant now) {
        try {
            return Optional.of(Duration.between(now, LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
