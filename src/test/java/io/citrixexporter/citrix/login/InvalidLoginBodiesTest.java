package io.citrixexporter.citrix.login;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.CitrixClient;
import io.citrixexporter.citrix.Sites;
import io.citrixexporter.citrix.TestClients;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.Secret;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SiteIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An invalid body with status 200 of the token endpoint or of {@code /me} fails the login with a reason, and the log shows
 * nothing of it; the next valid response ends the failure.
 */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class InvalidLoginBodiesTest {
    private static final String ME = Sites.BASE + "/me";
    private static final String TOKEN = "{\"access_token\":\"private\",\"expires_in\":3600}";
    private static final String SITE = site("site-1");
    private static final String DEEP = "[\"private\",".repeat(10_000) + "1" + "]".repeat(10_000);
    private static final int LIMIT = 2_000_000;

    WireMockServer citrix;

    @Inject
    TlsConfigurationRegistry tls;

    private final TestClock clock = new TestClock();
    private CitrixClient client;

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
        answer(Sites.TOKENS, bytes(TOKEN));
        answer(ME, bytes(SITE));
        client = TestClients.create(
                tls,
                clock,
                Sites.site(citrix, AuthKind.CLOUD, "client", Secret.ofText("secret"), Optional.empty()),
                Sites.poll(Sites.LONG),
                new BodyLimit(LIMIT));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource
    void readsEncodings(String path, String name, byte[] body) {
        answer(path, body);

        assertSignsIn();
    }

    static Stream<Arguments> readsEncodings() {
        return Stream.of(arguments(Sites.TOKENS, TOKEN), arguments(ME, SITE)).flatMap(good -> {
            String path = (String) good.get()[0];
            String body = (String) good.get()[1];
            return Stream.of(
                    arguments(path, "in UTF-8 with byte order mark", bytes("\uFEFF" + body)),
                    arguments(path, "in UTF-16", body.getBytes(StandardCharsets.UTF_16LE)),
                    arguments(path, "in UTF-16 with byte order mark", body.getBytes(StandardCharsets.UTF_16)));
        });
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource
    void rejectsInvalidBodyAndRecovers(String path, String name, FailureReason reason, byte[] body) {
        answer(path, body);
        CitrixException failure = catchThrowableOfType(
                CitrixException.class,
                () -> client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.getMessage()).doesNotContain("private").hasSizeLessThan(200);

        answer(Sites.TOKENS, bytes(TOKEN));
        answer(ME, bytes(SITE));
        clock.advance(AccessTokens.MIN_BACKOFF);

        assertSignsIn();
    }

    static Stream<Arguments> rejectsInvalidBodyAndRecovers() {
        return Stream.concat(
                Stream.of(Sites.TOKENS, ME)
                        .flatMap(path -> Stream.of(
                                arguments(path, "empty", FailureReason.BAD_RESPONSE, new byte[0]),
                                arguments(path, "blank", FailureReason.BAD_RESPONSE, bytes(" \r\n ")),
                                arguments(path, "HTML", FailureReason.BAD_RESPONSE, bytes("<html>private</html>")),
                                arguments(path, "a word", FailureReason.BAD_RESPONSE, bytes("private")),
                                arguments(path, "deep", FailureReason.BAD_RESPONSE, bytes(DEEP)),
                                arguments(
                                        path,
                                        "deep inside",
                                        FailureReason.BAD_RESPONSE,
                                        bytes("{\"private\":" + DEEP + "}")),
                                arguments(
                                        path,
                                        "huge",
                                        FailureReason.TOO_LARGE,
                                        bytes("[" + "\"private\",".repeat(LIMIT / 10 + 1))))),
                Stream.of(
                        arguments(Sites.TOKENS, "cut off", FailureReason.BAD_RESPONSE, bytes(TOKEN.substring(0, 30))),
                        arguments(ME, "cut off", FailureReason.BAD_RESPONSE, bytes(SITE.substring(0, 50))),
                        arguments(
                                Sites.TOKENS,
                                "with a token of a megabyte",
                                FailureReason.BAD_RESPONSE,
                                bytes(TOKEN.replace("private", "private".repeat(150_000)))),
                        arguments(
                                ME,
                                "with an id of a megabyte",
                                FailureReason.BAD_RESPONSE,
                                bytes(site("private".repeat(150_000))))));
    }

    private void assertSignsIn() {
        assertThat(client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG))
                .isEqualTo(new SiteIdentity("site-1", "one"));
    }

    private void answer(String path, byte[] body) {
        citrix.stubFor(any(urlPathEqualTo(path))
                .atPriority(1)
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
    }

    private static String site(String id) {
        return "{\"Customers\":[{\"Id\":\"%s\",\"Sites\":[{\"Id\":\"%s\",\"Name\":\"one\"}]}],\"User\":\"private\"}"
                .formatted(CitrixStub.CUSTOMER, id);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
