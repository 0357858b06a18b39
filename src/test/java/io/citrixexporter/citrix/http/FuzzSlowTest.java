package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.citrix.login.TokenResponseParser;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SessionKind;
import io.citrixexporter.model.SessionTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Damaged bodies are counted correctly or rejected as {@code bad_response}. The damage is the same in each run;
 * {@code -Dfuzz.seed=} takes another seed, or {@code random}. A failure reports its seed.
 */
class FuzzSlowTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final long SEED = seed(System.getProperty("fuzz.seed", "20260302"));
    private static final Set<FailureReason> BAD = Set.of(FailureReason.BAD_RESPONSE);

    private final Mutations mutations = new Mutations(SEED);

    @Test
    void countsSessionsCorrectlyOrRejectsBody() {
        byte[] good = sessions();
        assertThat(SessionsOracle.read(good)).hasValueSatisfying(words -> assertThat(words)
                .contains("active hdx desktop=5", "disconnected rdp noapps=5"));
        int refused = 0;
        for (int round = 0; round < 1_000; round++) {
            byte[] body = mutations.damaged(good);
            Optional<String> counted = read(body, BAD, () -> SessionListParser.machineSessions(body))
                    .map(SessionsOracle::inWords);
            assertThat(counted).as(() -> about(body)).isEqualTo(SessionsOracle.read(body));
            refused += counted.isEmpty() ? 1 : 0;
        }
        assertThat(refused).as("the damage is neither none nor total").isBetween(100, 900);
    }

    @Test
    void countsSessionsOfSiteLikeThoseOfMachine() {
        byte[] good = sessions();
        for (int round = 0; round < 400; round++) {
            byte[] body = mutations.damaged(good);
            Optional<Map<SessionKind, Integer>> counts = read(
                            body, BAD, () -> SessionListParser.page(body, field -> {}))
                    .map(page -> {
                        SessionTally.Counter counter = new SessionTally.Counter();
                        page.items().forEach(session -> counter.add(session.session()));
                        return counter.tally().byKind();
                    });
            assertThat(counts)
                    .as(() -> about(body))
                    .isEqualTo(read(body, BAD, () -> SessionListParser.machineSessions(body))
                            .map(answer -> answer.tally().byKind()));
        }
    }

    @Test
    void readsMachinesOrRejectsBody() {
        byte[] good = json("""
                {"Items":[%s],"ContinuationToken":null,"TotalItems":10}""".formatted(each(FuzzSlowTest::machine)));
        for (int round = 0; round < 800; round++) {
            byte[] body = mutations.damaged(good);
            read(
                            body,
                            BAD,
                            () -> MachineListParser.withId(
                                    MachineListParser.page(body, field -> {}).items()))
                    .ifPresent(machines -> assertThat(machines)
                            .as(() -> about(body))
                            .hasSizeLessThan(30)
                            .allSatisfy(machine -> assertThat(machine.id()).isNotEmpty()));
        }
    }

    @Test
    void readsSiteOrRejectsBody() {
        byte[] good = json("""
                {"UserId":"u","DisplayName":"Ünï","ExpiryTime":"5:19:11 AM","IsCspCustomer":false,"Customers":[
                 {"Id":"acme","Name":null,"Sites":[{"Id":"5d1f3c7e-0d3a-4c1e-9d6e-de300000c17a","Name":"cloudxdsite"}]}]}
                """);
        for (int round = 0; round < 800; round++) {
            byte[] body = mutations.damaged(good);
            read(
                            body,
                            Set.of(FailureReason.BAD_RESPONSE, FailureReason.NOT_FOUND),
                            () -> SiteIdentityParser.read(body, "prod", "acme"))
                    .ifPresent(site -> assertThat(site.siteId())
                            .as(() -> about(body))
                            .isNotBlank()
                            .doesNotContainPattern("\\p{Cntrl}"));
        }
    }

    @Test
    void readsTokenOrRejectsBody() {
        byte[] good = json("""
                {"token_type":"bearer","access_token":"ArGqQ5cHUFWW6KNzWg4Oa5x1","expires_in":"3600",\
                "ExpiresAt":"2026-03-02T09:00:00.1234567Z"}""");
        for (int round = 0; round < 800; round++) {
            byte[] body = mutations.damaged(good);
            read(
                            body,
                            Set.of(FailureReason.BAD_RESPONSE, FailureReason.AUTH),
                            () -> TokenResponseParser.read(body, NOW, NOW))
                    .ifPresent(token -> {
                        assertThat(token.value())
                                .as(() -> about(body))
                                .isNotBlank()
                                .doesNotContainPattern("\\p{Cntrl}");
                        assertThat(token.renewAt()).as(() -> about(body)).isAfter(NOW);
                    });
        }
    }

    /** What was read; empty where the failure is one that the program expects, with one of these reasons. */
    private static <T> Optional<T> read(byte[] body, Set<FailureReason> reasons, Reader<T> reader) {
        try {
            return Optional.of(reader.read());
        } catch (IOException | CitrixException failure) {
            assertThat(CitrixErrors.of(failure).reason()).as(() -> about(body)).isIn(reasons);
            return Optional.empty();
        } catch (RuntimeException | Error surprise) {
            throw new AssertionError(about(body), surprise);
        }
    }

    private static long seed(String text) {
        return text.equals("random") ? new Random().nextLong() : Long.parseLong(text);
    }

    private static String about(byte[] body) {
        return "-Dfuzz.seed=" + SEED + ", body in Base64: "
                + Base64.getEncoder().encodeToString(body);
    }

    private static byte[] sessions() {
        return json("""
                {"Items":[%s],"ContinuationToken":null,"TotalItems":10}""".formatted(each(FuzzSlowTest::session)));
    }

    private static String each(IntFunction<String> item) {
        return IntStream.range(0, 10).mapToObj(item).collect(Collectors.joining(","));
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A session with all that the API has to say of one. */
    private static String session(int number) {
        boolean even = number % 2 == 0;
        return """
                {"Id":"c12a6ce8-0000-4db5-83d4-d7b23374b57%1$d","Uid":3423%1$d,"State":"%2$s","SessionType":"Desktop",
                 "AppState":"%3$s","StartTime":"12/7/2020 7:20:01 AM","FormattedStartTime":"2020-12-07T07:20:01Z",
                 "EstablishmentDurationMilliseconds":12345.5,"LogonInProgress":false,"LogoffInProgress":false,
                 "IsHidden":false,"ApplicationsInUse":[{"Id":"a","Uid":null,"Name":"Outlook"}],
                 "Connection":{"ConnectionMode":"Brokered","Protocol":"%4$s","ConnectedViaHostName":null,
                  "ConnectedViaIP":"192.0.2.%1$d","LaunchedViaIP":"192.0.2.251","SecureIcaActive":true,
                  "SmartAccessTags":[]},
                 "Client":{"DeviceId":"PC%1$d","IPAddress":"198.51.100.%1$d","Platform":"Windows","ProductId":1},
                 "Brokering":{"AutonomouslyBrokered":false,"DurationMilliseconds":null,"UserName":"CORP\\\\jürgen%1$d",
                  "UserSid":"S-1-5-21-1-2-3-%1$d"},
                 "Machine":%5$s,
                 "User":{"DisplayName":"Jürgen \\u00c4 %1$d","SamName":"CORP\\\\jürgen%1$d",
                  "PrincipalName":"juergen%1$d@corp.example","Sid":"S-1-5-21-1-2-3-%1$d"},
                 "UntrustedUserName":"CORP\\\\jürgen%1$d","ContainerScopes":[]}""".formatted(
                        number,
                        even ? "Active" : "Disconnected",
                        even ? "Desktop" : "NoApps",
                        even ? "Hdx" : "Rdp",
                        machine(number));
    }

    private static String machine(int number) {
        return """
                {"Id":"f6239587-0000-43f4-8ae5-8a53cc995e7%1$d","Name":"CORP\\\\VM%1$d","DnsName":"vm%1$d.corp.example",
                 "Sid":"S-1-5-21-4-5-6-%1$d","DeliveryGroup":{"Id":"g","Name":"Büro"},
                 "MachineCatalog":{"Id":"c","Name":"Servers"},"Zone":{"Id":"z","Name":"Primary"},
                 "RegistrationState":"Registered","PowerState":"On","FaultState":"None","InMaintenanceMode":false,
                 "SessionCount":%1$d,"SessionSupport":"MultiSession","LoadIndex":1%1$d00,"OSType":"Windows 2022",
                 "AgentVersion":"2402.0.100.629","Tags":["blue",{"Id":1,"Name":"red"}]}""".formatted(number);
    }

    /** Reads the body at hand. */
    private interface Reader<T> {
        T read() throws IOException;
    }
}
