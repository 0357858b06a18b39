package io.citrixexporter.citrix;

import static io.citrixexporter.RawSite.body;
import static io.citrixexporter.RawSite.json;
import static io.citrixexporter.RawSite.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citrixexporter.CitrixStub;
import io.citrixexporter.RawSite;
import io.citrixexporter.TestClock;
import io.citrixexporter.WholeLog;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.Secret;
import io.citrixexporter.poll.Polling;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No secret and no user data gets into the log, the metrics or the health check: not with everything logged
 * that can be logged, and not where a server puts it into its errors.
 */
@QuarkusTest
@TestProfile(NothingLeaksSlowTest.Talkative.class)
class NothingLeaksSlowTest {
    private static final String SECRET = "stub-secret==";
    private static final String ACCOUNT = "CORP\\svc.reader";
    private static final List<String> CREDENTIALS =
            List.of(SECRET, "token-1", "first-bearer", "renewed-bearer", "given-bearer");
    private static final List<String> ABOUT_USERS = List.of(
            "alice.wonder",
            "alice@upn.example",
            "Alice Wonderland",
            "10.66.77.88",
            "ALICE-LAPTOP",
            "S-1-5-21-4711",
            "svc.reader");
    private static final List<String> FORBIDDEN = Stream.concat(
                    ABOUT_USERS.stream(), CREDENTIALS.stream().flatMap(NothingLeaksSlowTest::spellings))
            .map(text -> text.toLowerCase(Locale.ROOT))
            .toList();
    private static final String ALICE =
            "{\"UserName\":\"CORP\\\\alice.wonder\",\"UserUpn\":\"alice@upn.example\",\"DisplayName\":\"Alice"
                    + " Wonderland\",\"Address\":\"10.66.77.88\",\"Name\":\"ALICE-LAPTOP\",\"UserId\":\"S-1-5-21-4711\"}";
    private static final String SESSION = "{\"Id\":\"1\",\"State\":\"Active\",\"User\":" + ALICE + ",\"Client\":"
            + ALICE + ",\"Connection\":" + ALICE + "}";
    private static final String JSON = "Content-Type: application/json";
    private static final String EVERYTHING = String.join(" ", CREDENTIALS) + " " + String.join(" ", ABOUT_USERS);
    private static final String ERROR = "{\"error\":\"" + EVERYTHING + "\"}";
    private static final String MACHINE = Sites.BASE + "/Machines/M/Sessions";
    private static final String ME = Sites.BASE + "/me";

    RawSite citrix;
    WholeLog log;

    @Inject
    Polling polling;

    @Inject
    TlsConfigurationRegistry tls;

    @ConfigProperty(name = "citrix.sites.stub.url")
    String url;

    private final TestClock clock = new TestClock();

    /** Quarkus does not reset the levels, so that the tests after this one would log at TRACE. */
    @AfterAll
    static void resetLogLevels() {
        Stream.concat(Talkative.CATEGORIES.stream(), Talkative.OFF_BY_DEFAULT.stream())
                .forEach(category -> Logger.getLogger(category).setLevel(null));
        Logger.getLogger("").setLevel(Level.INFO);
    }

    @BeforeEach
    void reset() {
        citrix.reset();
        citrix.answer(Sites.TOKENS, token("first-bearer"));
        citrix.answer(
                ME,
                json("{\"UserId\":\"S-1-5-21-4711\",\"DisplayName\":\"Alice Wonderland\",\"Customers\":[{\"Id\":\"%s\","
                                .formatted(CitrixStub.CUSTOMER)
                        + "\"Sites\":[{\"Id\":\"s\",\"Name\":\"one\"}]}]}"));
        citrix.answer(MACHINE, json("{\"Items\":[" + SESSION + "]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void pollingMachineLeaksNothing(String name, int up, RawSite.RawResponse answer) {
        citrix.answer(RawSite.FIRST, answer);
        polling.cycle();

        assertThat(scrape()).contains("citrix_machine_up{site=\"stub\",machine=\"CTX-01\",delivery_group=\"\",} " + up);
        assertNothingLeaked();
    }

    static Stream<Arguments> pollingMachineLeaksNothing() {
        AtomicInteger asked = new AtomicInteger();
        RawSite.RawResponse good = json("{\"Items\":[" + SESSION + "," + SESSION + "]}");
        RawSite.RawResponse throttled = error("429 Too Many Requests");
        return Stream.of(
                arguments("sessions with their users", 1, good),
                arguments("401", 0, error("401 Unauthorized")),
                arguments("403", 0, error("403 Forbidden")),
                arguments("400", 0, error("400 Bad Request")),
                arguments("500", 0, error("500 Internal Server Error")),
                arguments("429, then good", 1, (RawSite.RawResponse)
                        (request, client) -> (asked.getAndIncrement() == 0 ? throttled : good).write(request, client)),
                arguments(
                        "redirect", 0, status("302 Found", "Location: /" + EVERYTHING.replace(' ', '/'), bytes(ERROR))),
                arguments("text that is no JSON", 0, json("{\"Items\":[" + EVERYTHING + "]}")),
                arguments("a secret for a word of JSON", 0, json("alice.wonder")),
                arguments("JSON cut off", 0, json("{\"Items\":[" + SESSION)),
                arguments("HTML that echoes the request", 0, echo("200 OK")),
                arguments("error that echoes the request", 0, echo("500 Internal Server Error")),
                arguments("reason phrase", 0, status("500 " + EVERYTHING, "X-Echo: " + EVERYTHING, bytes(ERROR))),
                arguments("no status line", 0, raw(EVERYTHING + "\r\n\r\n")),
                arguments("no status", 0, raw("HTTP/1.1 " + EVERYTHING + "\r\n\r\n")),
                arguments("a bad header", 0, raw("HTTP/1.1 200 OK\r\n" + EVERYTHING + "\r\n\r\n")),
                arguments("a bad length", 0, raw("HTTP/1.1 200 OK\r\nContent-Length: token-1\r\n\r\n")),
                arguments(
                        "a bad chunk",
                        0,
                        raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + EVERYTHING + "\r\n")),
                arguments("a bad encoding", 0, body(JSON + "\r\nContent-Encoding: gzip", bytes(ERROR))),
                arguments(
                        "a connection that breaks", 0, raw("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + ERROR)));
    }

    @ParameterizedTest
    @EnumSource(AuthKind.class)
    void loginLeaksNothing(AuthKind kind) {
        CitrixClient client = client(kind);
        client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG);

        assertThat(sessions(client).tally().total()).isEqualTo(1);
        assertNothingLeaked();
    }

    @Test
    void renewalOfRejectedTokenLeaksNothing() {
        CitrixClient client = client(AuthKind.CLOUD);
        client.startCycle(Sites.soon(), Optional.empty()).await().atMost(Sites.LONG);
        citrix.answer(Sites.TOKENS, token("renewed-bearer"));
        citrix.answer(MACHINE, (request, peer) -> (request.contains("bearer=renewed-bearer")
                        ? json("{\"Items\":[]}")
                        : error("401 Unauthorized"))
                .write(request, peer));
        clock.advance(Duration.ofMinutes(1));

        assertThat(sessions(client).tally().total()).isZero();
        assertNothingLeaked();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("refusals")
    void failedLoginLeaksNothing(AuthKind kind, String name, RawSite.RawResponse answer) {
        citrix.answer(Sites.TOKENS, answer);

        assertHarmless(
                failure(client(kind).startCycle(Sites.soon(), Optional.empty())).getMessage());
        assertNothingLeaked();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(AuthKind.CLOUD, AuthKind.GOV, AuthKind.ON_PREMISES)
                .flatMap(kind -> Stream.of(
                        arguments(kind, "400", error("400 Bad Request")),
                        arguments(kind, "401", error("401 Unauthorized")),
                        arguments(kind, "403", error("403 Forbidden")),
                        arguments(kind, "500", error("500 Internal Server Error")),
                        arguments(kind, "error in disguise", json(ERROR)),
                        arguments(kind, "no JSON", json("{\"access_token\":" + EVERYTHING + "}")),
                        arguments(kind, "echo", echo("200 OK")),
                        arguments(kind, "no status line", raw(EVERYTHING + "\r\n\r\n")),
                        arguments(kind, "broken", raw("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + ERROR))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void failedSiteLookupLeaksNothing(String name, RawSite.RawResponse answer) {
        citrix.answer(ME, answer);

        assertHarmless(failure(client(AuthKind.CLOUD).startCycle(Sites.soon(), Optional.empty()))
                .getMessage());
        assertNothingLeaked();
    }

    static Stream<Arguments> failedSiteLookupLeaksNothing() {
        return Stream.of(
                arguments("403", error("403 Forbidden")),
                arguments("500", error("500 Internal Server Error")),
                arguments("a user without customers", json("{\"Customers\":[],\"User\":" + ALICE + "}")),
                arguments("no JSON", json("{\"Customers\":" + EVERYTHING + "}")),
                arguments("echo", echo("200 OK")));
    }

    /** The log contains the calls, but no secret. */
    private void assertNothingLeaked() {
        List<String> records = log.take();

        assertThat(records.stream().filter(record -> record.startsWith("DEBUG io.citrixexporter.citrix.")))
                .isNotEmpty();
        assertHarmless(records.toArray(String[]::new));
        assertHarmless(scrape());
        assertHarmless(given().get("/q/health").asString());
    }

    private static void assertHarmless(String... texts) {
        assertThat(Stream.of(texts).flatMap(NothingLeaksSlowTest::leaks)).isEmpty();
    }

    /** The places where a text holds something that it must not hold. */
    private static Stream<String> leaks(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return FORBIDDEN.stream()
                .filter(lower::contains)
                .map(secret -> text.substring(0, Math.min(80, text.length())) + " ... "
                        + text.substring(
                                Math.max(0, lower.indexOf(secret) - 80), lower.indexOf(secret) + secret.length()));
    }

    /** A secret as it is, as part of a form, and as part of any text in Base64. */
    private static Stream<String> spellings(String secret) {
        return Stream.concat(
                Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)),
                IntStream.range(0, 3).mapToObj(before -> base64(secret, before)));
    }

    /** The Base64 characters that depend on the secret alone, after a number of bytes. */
    private static String base64(String secret, int before) {
        byte[] text = bytes(" ".repeat(before) + secret);
        return Base64.getEncoder().encodeToString(text).substring(before == 0 ? 0 : before + 1, text.length * 4 / 3);
    }

    private CitrixClient client(AuthKind kind) {
        Secret secret = Secret.ofText(kind == AuthKind.TOKEN ? "given-bearer" : SECRET);
        return TestClients.create(
                tls,
                clock,
                Sites.at(
                        url,
                        url,
                        kind,
                        kind == AuthKind.ON_PREMISES ? ACCOUNT : "client",
                        secret,
                        Optional.empty(),
                        Optional.empty()),
                Sites.poll(Duration.ofSeconds(2)));
    }

    private static MachineSessions sessions(CitrixClient client) {
        return client.machineSessions("M", PollAttempt.once(Sites.soon()))
                .await()
                .atMost(Sites.LONG);
    }

    private static CitrixException failure(Uni<?> call) {
        return catchThrowableOfType(CitrixException.class, () -> call.await().atMost(Sites.LONG));
    }

    private static String scrape() {
        return given().accept("text/plain").get("/q/metrics").asString();
    }

    private static RawSite.RawResponse token(String token) {
        return json("{\"access_token\":\"" + token + "\",\"expires_in\":\"3600\"}");
    }

    private static RawSite.RawResponse error(String status) {
        return status(status, JSON, bytes(ERROR));
    }

    private static RawSite.RawResponse echo(String status) {
        return (request, client) -> status(
                        status, "Content-Type: text/html", bytes("<html>" + request + EVERYTHING + "</html>"))
                .write(request, client);
    }

    /** Bytes, and the end of the connection. */
    private static RawSite.RawResponse raw(String answer) {
        return (request, client) -> {
            client.getOutputStream().write(bytes(answer));
            client.close();
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The most verbose log that a user can configure. */
    public static final class Talkative implements QuarkusTestProfile {
        static final List<String> CATEGORIES = List.of(
                "io.citrixexporter",
                "io.netty",
                "io.quarkus.rest.client",
                "io.smallrye",
                "io.vertx",
                "org.jboss.resteasy.reactive",
                "org.jboss.resteasy.reactive.client.logging");

        static final List<String> OFF_BY_DEFAULT = List.of(
                "io.vertx.core.net.impl.ConnectionBase",
                "io.vertx.core.http.impl.HttpClientRequestImpl",
                "org.jboss.resteasy.reactive.common.core.AbstractResteasyReactiveContext");

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "quarkus.log.level", "TRACE",
                    "quarkus.log.min-level", "TRACE",
                    "quarkus.log.console.level", "WARN",
                    "quarkus.rest-client.logging.scope", "all",
                    "quarkus.rest-client.logging.body-limit", "10000"));
            CATEGORIES.forEach(category -> {
                settings.put("quarkus.log.category.\"" + category + "\".level", "TRACE");
                settings.put("quarkus.log.category.\"" + category + "\".min-level", "TRACE");
            });
            // Off by default; their minimum level is fixed at build time.
            OFF_BY_DEFAULT.forEach(
                    category -> settings.put("quarkus.log.category.\"" + category + "\".level", "TRACE"));
            // The test's own client, which shows all that it scrapes.
            settings.put("quarkus.log.category.\"org.apache.http\".level", "INFO");
            return settings;
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(WholeLog.class), new TestResourceEntry(RawSite.class));
        }
    }
}
