package io.citrixexporter.citrix.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.model.FailureReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenResponseParserTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'expires_in':'1800'                          | 2026-03-02T08:30:00Z",
                "'expires_in':1800                            | 2026-03-02T08:30:00Z",
                "'expires_in':' 1800 '                        | 2026-03-02T08:30:00Z",
                "'expires_in':1800.5                          | 2026-03-02T08:30:00Z",
                "'expiresIn':1800                             | 2026-03-02T08:30:00Z",
                "'EXPIRES_IN':'1800'                          | 2026-03-02T08:30:00Z",
                "'ExpiresAt':'2026-03-02T08:45:00Z'           | 2026-03-02T08:45:00Z",
                "'ExpiresAt':'2026-03-02T09:45:00+01:00'      | 2026-03-02T08:45:00Z",
                "'ExpiresAt':'2026-03-02T08:45:00.1234567Z'   | 2026-03-02T08:45:00.123456700Z",
                "'ExpiresAt':'2026-03-02T08:45:00.1234567'    | 2026-03-02T08:45:00.123456700Z",
                "'expiresat':'2026-03-02T08:45:00'            | 2026-03-02T08:45:00Z",
                "'ExpiresAt':1800                             | 2026-03-02T08:30:00Z",
            })
    void readsEachNotationOfLifetime(String lifetime, String end) {
        assertThat(read("{'token':'abc'," + lifetime.strip() + "}").expiresAt()).hasValue(Instant.parse(end.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'other':1",
                "'expires_in':null",
                "'expires_in':''",
                "'expires_in':0",
                "'expires_in':-5",
                "'expires_in':{}",
                "'expires_in':'soon'",
                "'ExpiresAt':'2026-03-02T07:59:59Z'",
                "'ExpiresAt':'2020-01-01T00:00:00'",
                "'ExpiresAt':'5:19:11 AM'",
                "'ExpiresAt':99999999999999999999",
            })
    void readsInvalidOrPastLifetimeAsOneHour(String lifetime) {
        assertThat(read("{'token':'abc'," + lifetime + "}").expiresAt())
                .hasValue(Instant.parse("2026-03-02T09:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "Access_Token", "token", "Token", "TOKEN"})
    void readsTokenInAnyCase(String name) {
        assertThat(read("{'" + name + "':'abc'}").value()).isEqualTo("abc");
    }

    @Test
    void renewsATenthOfLifetimeBeforeExpiry() {
        assertThat(read("{'token':'abc','expires_in':600}").renewAt()).isEqualTo(NOW.plusSeconds(540));
        assertThat(read("{'token':'abc','expires_in':36000}").renewAt()).isEqualTo(NOW.plusSeconds(36000 - 300));
    }

    @Test
    void readsErrorWithStatus200AsRejection() {
        assertFails(
                "{'error':'invalid_client','error_description':'alice','access_token':'abc'}",
                FailureReason.AUTH,
                "HTTP 200: the token endpoint rejected the credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "", "[]", "null", "{'token':null}", "{'token':''}", "{'token':' '}", "{'token':{'a':'b'}}"
            })
    void rejectsResponseWithoutToken(String body) {
        assertFails(body, FailureReason.BAD_RESPONSE, "the response of the token endpoint has no token");
    }

    @Test
    void rejectsTokenWithControlCharacters() {
        assertFails(
                "{'token':'a\\nb'}",
                FailureReason.BAD_RESPONSE,
                "the response of the token endpoint has an invalid token");
    }

    @Test
    void rejectsTokenTooLongForHeader() {
        String longest = "x".repeat(TokenResponseParser.MAX_TOKEN_LENGTH);

        assertThat(read("{'token':'" + longest + "'}").value()).isEqualTo(longest);
        assertFails(
                "{'token':'" + longest + "x'}",
                FailureReason.BAD_RESPONSE,
                "the response of the token endpoint has an invalid token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "{'token':'a", "{'token':'abc'} trailing", "token=abc"})
    void rejectsTokenResponseThatIsNotJson(String body) {
        assertFails(body, FailureReason.BAD_RESPONSE, "the response of the token endpoint is not valid JSON");
    }

    @Test
    void doesNotPrintToken() {
        assertThat(read("{'token':'abc'}").toString()).doesNotContain("abc");
    }

    private static void assertFails(String body, FailureReason reason, String message) {
        assertThatExceptionOfType(CitrixException.class)
                .isThrownBy(() -> read(body))
                .withMessage(message)
                .returns(reason, CitrixException::reason);
    }

    private static AccessToken read(String body) {
        return TokenResponseParser.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), NOW, NOW);
    }
}
