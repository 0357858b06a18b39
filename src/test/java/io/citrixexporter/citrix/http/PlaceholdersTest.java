package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.TokenResponseParser;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.RegistrationState;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SessionState;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.model.SiteIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of each response with each placeholder: the others are read, and what is not known is counted. */
class PlaceholdersTest {
    private static final List<String> SESSION = List.of(
            "\"Id\":\"s-2\"",
            "\"State\":\"Active\"",
            "\"AppState\":\"Desktop\"",
            "\"Connection\":{\"Protocol\":\"Hdx\"}",
            "\"Machine\":{\"Id\":\"m-1\"}");

    private static final List<String> MACHINE = List.of(
            "\"Id\":\"m-2\"",
            "\"Name\":\"CORP\\\\CTX-2\"",
            "\"DnsName\":\"ctx-2\"",
            "\"Sid\":\"S-1\"",
            "\"DeliveryGroup\":{\"Name\":\"Office\"}",
            "\"MachineCatalog\":{\"Name\":\"Servers\"}",
            "\"Zone\":{\"Name\":\"Primary\"}",
            "\"Tags\":[\"gold\"]",
            "\"OSType\":\"Windows\"",
            "\"AgentVersion\":\"2402\"",
            "\"SessionSupport\":\"MultiSession\"",
            "\"SessionCount\":1",
            "\"LoadIndex\":1",
            "\"InMaintenanceMode\":false",
            "\"RegistrationState\":\"Registered\"",
            "\"PowerState\":\"On\"",
            "\"FaultState\":\"None\"");

    private final List<ResponseField> unrecognized = new ArrayList<>();

    static Stream<Arguments> sessionFields() {
        return each(
                ResponseField.ID,
                ResponseField.STATE,
                ResponseField.APP_STATE,
                ResponseField.CONNECTION,
                ResponseField.MACHINE);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sessionFields")
    void countsInvalidSessionWithOthers(ResponseField field, Placeholders placeholder) throws IOException {
        String invalid = placeholder.in(field.text(), SESSION);
        SessionTally tally = SessionListParser.machineSessions(list(session("s-1"), invalid, session("s-3"), invalid))
                .tally();

        // A session without an id cannot be recognized when it comes again.
        int odds = field == ResponseField.ID && placeholder != Placeholders.WORD ? 2 : 1;
        assertThat(tally.total()).isEqualTo(2 + odds);
        int unknown = field == ResponseField.STATE ? 1 : 0;
        assertThat(tally.inState(SessionState.ACTIVE)).isEqualTo(2 + odds - unknown);
        boolean counted = field == ResponseField.ID
                ? placeholder != Placeholders.WORD
                : field != ResponseField.MACHINE || placeholder == Placeholders.TWICE;
        // A connection without a protocol in it is one whose protocol is not known.
        boolean withoutProtocol = field == ResponseField.CONNECTION
                && placeholder.isOneOf(Placeholders.OBJECT, Placeholders.EMPTY_OBJECT);
        assertThat(tally.unrecognized().keySet())
                .isEqualTo(counted ? Set.of(withoutProtocol ? ResponseField.PROTOCOL : field) : Set.of());
    }

    @ParameterizedTest
    @EnumSource
    void countsInvalidProtocol(Placeholders placeholder) throws IOException {
        String connection = placeholder.in("Protocol", List.of("\"Other\":1", "\"Protocol\":\"Hdx\""));
        SessionTally tally = SessionListParser.machineSessions(
                        list(session("s-1"), session("s-2").replace("{\"Protocol\":\"Hdx\"}", connection)))
                .tally();

        assertThat(tally.inState(SessionState.ACTIVE)).isEqualTo(2);
        assertThat(tally.unrecognized().keySet()).containsExactly(ResponseField.PROTOCOL);
    }

    @ParameterizedTest
    @EnumSource
    void countsInvalidItemAsSession(Placeholders placeholder) throws IOException {
        String item = placeholder == Placeholders.ABSENT ? "{}" : placeholder.json;
        SessionTally tally = SessionListParser.machineSessions(list(session("s-1"), item, session("s-3")))
                .tally();

        assertThat(tally.total()).isEqualTo(3);
        assertThat(tally.inState(SessionState.ACTIVE)).isEqualTo(2);
        assertThat(tally.unrecognized())
                .containsOnlyKeys(
                        ResponseField.ID, ResponseField.STATE, ResponseField.APP_STATE, ResponseField.CONNECTION);
    }

    @ParameterizedTest
    @EnumSource
    void keepsSessionWithoutMachineInList(Placeholders placeholder) throws IOException {
        String id = placeholder.in("Id", List.of("\"Other\":1", "\"Id\":\"m-1\""));
        String machine = placeholder.in("Machine", SESSION);
        Page<SiteSession> page = SessionListParser.page(
                list(session("s-1"), session("s-2").replace("{\"Id\":\"m-1\"}", id), machine), unrecognized::add);

        boolean known = placeholder == Placeholders.WORD;
        assertThat(page.items())
                .extracting(SiteSession::machineId)
                .containsExactly("m-1", known ? "Hibernating" : null, null);
        assertThat(unrecognized).containsOnly(ResponseField.MACHINE);
    }

    static Stream<Arguments> machineFields() {
        return each(EnumSet.range(ResponseField.NAME, ResponseField.FAULT_STATE).toArray(ResponseField[]::new));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("machineFields")
    void readsInvalidMachineWithOthers(ResponseField field, Placeholders placeholder) throws IOException {
        List<Machine> machines = machines(machine("m-1"), placeholder.in(field.text(), MACHINE), machine("m-3"));

        assertThat(machines).extracting(Machine::id).containsExactly("m-1", "m-2", "m-3");
        Machine good = machines.get(0);
        assertThat(good.registration()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(good.deliveryGroup()).isEqualTo("Office");
        assertThat(unrecognized).isEqualTo(isCounted(field, placeholder) ? List.of(field) : List.of());
        if (field == ResponseField.REGISTRATION_STATE) {
            assertThat(machines.get(1).registration()).isEqualTo(RegistrationState.UNKNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void omitsAndCountsMachineWithoutId(Placeholders placeholder) throws IOException {
        String item = placeholder == Placeholders.ABSENT ? "{}" : placeholder.json;
        List<Machine> machines = machines(machine("m-1"), placeholder.in("Id", MACHINE), item, machine("m-3"));

        boolean known = placeholder == Placeholders.WORD;
        assertThat(machines)
                .extracting(Machine::id)
                .isEqualTo(known ? List.of("m-1", "Hibernating", "m-3") : List.of("m-1", "m-3"));
        assertThat(unrecognized).filteredOn(ResponseField.ID::equals).hasSize(known ? 1 : 2);
    }

    @ParameterizedTest
    @EnumSource
    void endsListAtInvalidContinuationToken(Placeholders placeholder) throws IOException {
        String body = placeholder.in(
                "ContinuationToken", List.of("\"Items\":[" + machine("m-1") + "]", "\"ContinuationToken\":\"next\""));
        if (placeholder == Placeholders.TWICE) {
            assertThatExceptionOfType(CitrixException.class)
                    .isThrownBy(() -> MachineListParser.page(stream(body), unrecognized::add));
            return;
        }
        Page<Optional<Machine>> page = MachineListParser.page(stream(body), unrecognized::add);

        boolean none = placeholder.isEmpty()
                || placeholder.isOneOf(
                        Placeholders.ZERO,
                        Placeholders.BOOLEAN,
                        Placeholders.OBJECT,
                        Placeholders.EMPTY_OBJECT,
                        Placeholders.ARRAY,
                        Placeholders.EMPTY_ARRAY);
        assertThat(page.isLast()).isEqualTo(none);
        assertThat(unrecognized)
                .isEqualTo(none && !placeholder.isEmpty() ? List.of(ResponseField.CONTINUATION_TOKEN) : List.of());
    }

    static Stream<Arguments> siteFields() {
        return Stream.of("Id", "Name", "Sites").flatMap(field -> Arrays.stream(Placeholders.values())
                .map(placeholder -> arguments(field, placeholder)));
    }

    /** An invalid customer or site does not hide the valid one. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("siteFields")
    void invalidCustomerDoesNotHideValidOne(String field, Placeholders placeholder) throws IOException {
        String site = "{\"Id\":\"s-1\",\"Name\":\"Farm\"}";
        String good = "{\"Id\":\"acme\",\"Name\":\"Acme\",\"Sites\":[" + site + "]}";
        String invalid = placeholder.in(
                field,
                List.of("\"Id\":\"other\"", "\"Name\":\"Other\"", "\"Sites\":[{\"Id\":\"s-2\",\"Name\":\"Lab\"}]"));

        assertThat(SiteIdentityParser.read(stream("{\"Customers\":[" + invalid + "," + good + "]}"), "prod", "acme"))
                .isEqualTo(new SiteIdentity("s-1", "Farm"));
    }

    @ParameterizedTest
    @EnumSource
    void invalidSiteDoesNotHideValidOne(Placeholders placeholder) throws IOException {
        String good = "{\"Id\":\"s-1\",\"Name\":\"Farm\"}";
        String invalid = placeholder.in("Id", List.of("\"Id\":\"s-1\"", "\"Name\":\"Lab\""));
        String item = placeholder == Placeholders.ABSENT ? "null" : placeholder.json;
        String body = "{\"Customers\":[{\"Id\":\"acme\",\"Sites\":[" + good + "," + invalid + "," + item + "]}]}";

        if (placeholder == Placeholders.WORD) {
            assertThatExceptionOfType(CitrixException.class)
                    .isThrownBy(() -> SiteIdentityParser.read(stream(body), "prod", "acme"))
                    .withMessageContaining("several sites");
        } else {
            assertThat(SiteIdentityParser.read(stream(body), "prod", "acme").siteId())
                    .isEqualTo("s-1");
        }
    }

    static Stream<Arguments> tokenFields() {
        return Stream.of("access_token", "expires_in", "ExpiresAt", "token_type", "error", "scope")
                .flatMap(field ->
                        Arrays.stream(Placeholders.values()).map(placeholder -> arguments(field, placeholder)));
    }

    /** Of the spellings of one thing a usable one counts. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("tokenFields")
    void invalidFieldDoesNotHideToken(String field, Placeholders placeholder) {
        String invalid = placeholder.in(
                field,
                List.of(
                        "\"access_token\":\"abc\"",
                        "\"expires_in\":\"1800\"",
                        "\"ExpiresAt\":\"2026-03-02T08:30:00Z\"",
                        "\"token_type\":\"bearer\"",
                        "\"error\":null",
                        "\"scope\":\"\"",
                        "\"Token\":\"abc\""));
        Instant now = Instant.parse("2026-03-02T08:00:00Z");
        if (field.equals("error")
                && !placeholder.isEmpty()
                && placeholder.isOneOf(Placeholders.WORD, Placeholders.NOT_AVAILABLE)) {
            assertThatExceptionOfType(CitrixException.class)
                    .isThrownBy(() -> TokenResponseParser.read(invalid.getBytes(StandardCharsets.UTF_8), now, now));
            return;
        }
        if (field.equals("error") || (field.equals("access_token") && isUsableText(placeholder))) {
            return;
        }
        AccessToken token = TokenResponseParser.read(invalid.getBytes(StandardCharsets.UTF_8), now, now);
        assertThat(token.value()).isEqualTo("abc");
        boolean seven = field.equals("expires_in") && placeholder == Placeholders.NUMBER;
        assertThat(token.expiresAt()).hasValue(now.plusSeconds(seven ? 7 : 1800));
    }

    private List<Machine> machines(String... items) throws IOException {
        return MachineListParser.withId(
                MachineListParser.page(list(items), unrecognized::add).items());
    }

    private static boolean isUsableText(Placeholders placeholder) {
        return placeholder.isOneOf(
                Placeholders.WORD,
                Placeholders.NOT_AVAILABLE,
                Placeholders.EMPTY_GUID,
                Placeholders.ZERO,
                Placeholders.NEGATIVE,
                Placeholders.NUMBER,
                Placeholders.ENORMOUS,
                Placeholders.INFINITE);
    }

    private static boolean isCounted(ResponseField field, Placeholders placeholder) {
        if (placeholder == Placeholders.TWICE) {
            return true;
        }
        if (placeholder.isEmpty()) {
            return !field.optional();
        }
        return switch (field) {
            case NAME, DNS_NAME, SID, OS_TYPE, AGENT_VERSION -> !isUsableText(placeholder);
            case SESSION_COUNT, LOAD_INDEX -> !placeholder.isOneOf(Placeholders.ZERO, Placeholders.NUMBER);
            case IN_MAINTENANCE_MODE -> placeholder != Placeholders.BOOLEAN;
            case TAGS -> placeholder != Placeholders.EMPTY_ARRAY;
            default -> true;
        };
    }

    private static Stream<Arguments> each(ResponseField... fields) {
        return Arrays.stream(fields).flatMap(field -> Arrays.stream(Placeholders.values())
                .map(placeholder -> arguments(field, placeholder)));
    }

    private static String session(String id) {
        return "{" + String.join(",", SESSION).replace("s-2", id) + "}";
    }

    private static String machine(String id) {
        return "{" + String.join(",", MACHINE).replace("m-2", id) + "}";
    }

    private static byte[] list(String... items) {
        return stream("{\"Items\":[" + String.join(",", items) + "]}");
    }

    private static byte[] stream(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
