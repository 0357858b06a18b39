package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.citrixexporter.model.AppState;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.Protocol;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SessionKind;
import io.citrixexporter.model.SessionState;
import io.citrixexporter.model.SessionTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionListParserTest {
    private static final SessionKind UNKNOWN =
            new SessionKind(SessionState.UNKNOWN, Protocol.UNKNOWN, AppState.UNKNOWN);

    @Test
    void countsSessionsOfCitrixExample() throws IOException {
        MachineSessions answer = read("""
                {"Items":[{"Id":"c12a6ce8-0000-4db5-83d4-d7b23374b575","Uid":34230,"ApplicationsInUse":[],
                 "AppState":"Active","AppStateLastChangeTime":"12/7/2020 7:25:34 AM",
                 "FormattedAppStateLastChangeTime":"2020-12-07T07:25:34Z",
                 "Brokering":{"AutonomouslyBrokered":false,"DurationMilliseconds":null,"Time":null,"UserName":null,"UserSid":null},
                 "Connection":{"ConnectedViaHostName":null,"ConnectedViaIP":"10.0.16.11","ConnectionMode":"Brokered",
                  "LaunchedViaHostName":null,"LaunchedViaIP":"10.0.0.7","Protocol":"Hdx","SecureIcaActive":false,"SmartAccessTags":[]},
                 "LogoffInProgress":false,"LogonInProgress":false,"SessionType":"Desktop","State":"Active",
                 "StartTime":"12/7/2020 7:20:01 AM","StateChangeTime":"12/7/2020 7:25:34 AM",
                 "Machine":{"Id":"f6239587-0000-43f4-8ae5-8a53cc995e7e","Name":"DOM\\\\VM1","DnsName":"vm1.dom.local"}}],
                 "ContinuationToken":null}
                """);

        assertThat(answer.truncated()).isFalse();
        assertThat(answer.tally().byKind())
                .containsExactly(entry(new SessionKind(SessionState.ACTIVE, Protocol.HDX, AppState.ACTIVE), 1));
        assertThat(answer.tally().unrecognized()).isEmpty();
    }

    @Test
    void countsNoSessionsInEmptyList() throws IOException {
        assertThat(read("{\"Items\":[]}")).isEqualTo(new MachineSessions(SessionTally.NONE, false));
    }

    @Test
    void countsSessionOfNulls() throws IOException {
        SessionTally tally = tally("{\"Id\":null,\"State\":null,\"AppState\":null,\"Connection\":null}");

        assertThat(tally.byKind()).containsExactly(entry(UNKNOWN, 1));
        assertThat(tally.unrecognized())
                .containsOnly(
                        entry(ResponseField.ID, 1),
                        entry(ResponseField.STATE, 1),
                        entry(ResponseField.APP_STATE, 1),
                        entry(ResponseField.CONNECTION, 1));
    }

    @Test
    void distinguishesMissingConnectionFromMissingProtocol() throws IOException {
        String rest = "\"Id\":\"a\",\"State\":\"Active\",\"AppState\":\"Desktop\"";
        assertThat(tally("{" + rest + "}").unrecognized()).containsExactly(entry(ResponseField.CONNECTION, 1));
        assertThat(tally("{" + rest + ",\"Connection\":{}}").unrecognized())
                .containsExactly(entry(ResponseField.PROTOCOL, 1));
    }

    @Test
    void skipsUnknownFields() throws IOException {
        SessionTally tally = tally("""
                {"Junk":{"State":"Disconnected","Items":[{"Id":"x"},[[]]],"Connection":{"Protocol":"Rdp"}},
                 "Connection":{"Nested":{"Protocol":"Console"},"Protocol":"Rdp","SmartAccessTags":[{"Protocol":"Hdx"}]},
                 "State":"Connected","More":[1,2,{"a":null}],"AppState":"NoApps","Number":1e300}""");

        assertThat(tally.byKind())
                .containsExactly(entry(new SessionKind(SessionState.CONNECTED, Protocol.RDP, AppState.NO_APPS), 1));
    }

    @Test
    void countsSessionsWithEnumsOfWrongType() throws IOException {
        SessionTally tally =
                tally("{\"State\":2,\"AppState\":{\"State\":\"Active\"},\"Connection\":{\"Protocol\":[\"Hdx\"]}},"
                        + "{\"State\":true,\"Connection\":\"Hdx\"},{\"State\":\"Active\"}");

        assertThat(tally.total()).isEqualTo(3);
        assertThat(tally.inState(SessionState.UNKNOWN)).isEqualTo(2);
        assertThat(tally.inState(SessionState.ACTIVE)).isEqualTo(1);
        assertThat(tally.unrecognized())
                .containsOnly(
                        entry(ResponseField.ID, 3),
                        entry(ResponseField.STATE, 2),
                        entry(ResponseField.APP_STATE, 3),
                        entry(ResponseField.PROTOCOL, 1),
                        entry(ResponseField.CONNECTION, 2));
    }

    @Test
    void invalidItemDoesNotHideOthers() throws IOException {
        SessionTally tally = tally("null,{\"State\":\"Active\",\"Connection\":{\"Protocol\":\"Hdx\"}},7,[{}]");

        assertThat(tally.inState(SessionState.ACTIVE)).isEqualTo(1);
        assertThat(tally.byKind()).containsEntry(UNKNOWN, 3);
    }

    @Test
    void countsUndocumentedTextAsUnknown() throws IOException {
        SessionTally tally = tally("{\"Id\":\"a\",\"State\":\"Hibernating\",\"AppState\":\"Active\","
                + "\"Connection\":{\"Protocol\":\"Quic\"}}");

        assertThat(tally.byKind())
                .containsExactly(entry(new SessionKind(SessionState.UNKNOWN, Protocol.UNKNOWN, AppState.ACTIVE), 1));
        assertThat(tally.unrecognized()).containsOnly(entry(ResponseField.STATE, 1), entry(ResponseField.PROTOCOL, 1));
    }

    @Test
    void countsSessionListedTwiceOnceOnMachine() throws IOException {
        assertThat(tally("{\"Id\":\"a\"},{\"Id\":\"b\"},{\"Id\":\"a\"}").total())
                .isEqualTo(2);
        assertThat(tally("{},{},{\"Id\":\"\"}").total()).isEqualTo(3);
    }

    @Test
    void reportsTruncatedList() throws IOException {
        assertThat(read("{\"Items\":[],\"ContinuationToken\":\"abc\"}").truncated())
                .isTrue();
        assertThat(read("{\"ContinuationToken\":\"abc\",\"Items\":[{}]}").truncated())
                .isTrue();
        assertThat(read("{\"Items\":[],\"ContinuationToken\":\"\"}").truncated())
                .isFalse();
        assertThat(read("{\"Items\":[],\"ContinuationToken\":null}").truncated())
                .isFalse();
        assertThat(read("{\"Items\":[]}").truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Items\":null}",
                "{\"Items\":{}}",
                "{\"Items\":\"\"}",
                "{\"Items\":0}",
                "{\"ContinuationToken\":null}",
                "[]",
                "[{\"Items\":[]}]",
                "null",
                "\"\"",
                "0",
                "",
                " ",
                "{\"Items\":[]}{\"Items\":[]}",
                "{\"Items\":[]} trailing",
                "{\"Items\":[]}]",
                "{\"Items\":[{}],\"Items\":[{}]}",
                "{\"Items\":[{}],\"Items\":null}",
                "{\"Items\":[],\"ContinuationToken\":\"more\",\"ContinuationToken\":null}",
                "\0\0\uFEFF{\"Items\":[]}",
                "{\"Items\":[",
                "{\"Items\":[]",
                "{\"Items\":[{\"Id\":\"a\"}",
                "{\"Items\":[{\"Id\":\"a\",",
                "{\"Items\":[{\"Id\":\"a\",\"Sta",
                "{\"Items\":[{\"Connection\":{\"Protocol\":",
                "{\"Items\"",
                "{",
                "<html><body><h1>503 Service Unavailable</h1></body></html>",
                "{\"type\":\"https://errors-api.cloud.com/common/authorization\",\"detail\":\"Access denied\"}",
            })
    void rejectsOtherBodiesInsteadOfCountingZero(String body) {
        assertThatThrownBy(() -> read(body))
                .satisfies(
                        failure -> assertThat(CitrixErrors.of(failure).reason()).isEqualTo(FailureReason.BAD_RESPONSE));
    }

    @Test
    void failureContainsNothingOfBody() {
        assertThatThrownBy(() -> read("{\"Items\":[{\"UntrustedUserName\":\"CORP\\\\alice\"} CORP"))
                .satisfies(
                        failure -> assertThat(CitrixErrors.of(failure)).hasMessage("the response is not valid JSON"));
    }

    @Test
    void readsByteOrderMark() throws IOException {
        assertThat(read("\uFEFF{\"Items\":[{}]}").tally().total()).isEqualTo(1);
    }

    @Test
    void readsEscapesThatAreNotJson() throws IOException {
        SessionTally tally =
                tally("{\"Machine\":{\"Name\":\"M\\xE4rz\"},\"State\":\"Active\"},{\"State\":\"Acti\\xE9\"}");

        assertThat(tally.inState(SessionState.ACTIVE)).isEqualTo(1);
        assertThat(tally.total()).isEqualTo(2);
    }

    @Test
    void skipsNestingUpToLimit() throws IOException {
        assertThat(tally("{\"Junk\":" + "[".repeat(900) + "]".repeat(900) + "}").total())
                .isEqualTo(1);
        assertThatThrownBy(() -> tally("{\"Junk\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isInstanceOf(IOException.class);
    }

    private static SessionTally tally(String items) throws IOException {
        return read("{\"Items\":[" + items + "]}").tally();
    }

    private static MachineSessions read(String body) throws IOException {
        return SessionListParser.machineSessions(body.getBytes(StandardCharsets.UTF_8));
    }
}
