package io.citrixexporter.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTallyTest {
    private final SessionTally.Counter counter = new SessionTally.Counter();

    @Test
    void countsSessionsPerKindWithoutEmptyKinds() {
        add("1", "Active", "Active", "Hdx");
        add("2", "Active", "Active", "Hdx");
        add("3", "Active", "Desktop", "Hdx");
        add("4", "Disconnected", "NoApps", "Rdp");

        assertThat(counter.tally().byKind())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        new SessionKind(SessionState.ACTIVE, Protocol.HDX, AppState.ACTIVE), 2,
                        new SessionKind(SessionState.ACTIVE, Protocol.HDX, AppState.DESKTOP), 1,
                        new SessionKind(SessionState.DISCONNECTED, Protocol.RDP, AppState.NO_APPS), 1));
        assertThat(counter.tally().unrecognized()).isEmpty();
    }

    @Test
    void sumsUpStatesOverAllKinds() {
        add("1", "Active", "Active", "Hdx");
        add("2", "Active", "Desktop", "Console");
        add("3", "Connected", "PreLaunched", "Hdx");

        SessionTally tally = counter.tally();
        assertThat(tally.total()).isEqualTo(3);
        assertThat(tally.inState(SessionState.ACTIVE)).isEqualTo(2);
        assertThat(tally.inState(SessionState.CONNECTED)).isEqualTo(1);
        assertThat(tally.inState(SessionState.DISCONNECTED)).isZero();
        assertThat(tally.inState(SessionState.UNKNOWN)).isZero();
    }

    @Test
    void countsFirstOccurrenceOfDuplicateSession() {
        add("1", "Active", "Active", "Hdx");
        add("1", "Dreaming", "Active", "Hdx");

        assertThat(counter.tally().total()).isEqualTo(1);
        assertThat(counter.tally().inState(SessionState.ACTIVE)).isEqualTo(1);
        assertThat(counter.tally().unrecognized()).isEmpty();
    }

    @Test
    void countsEverySessionWithoutId() {
        add(null, "Active", "Active", "Hdx");
        add(null, "Active", "Active", "Hdx");

        assertThat(counter.tally().total()).isEqualTo(2);
        assertThat(counter.tally().unrecognized()).containsExactlyEntriesOf(Map.of(ResponseField.ID, 2));
    }

    @Test
    void ignoresCaseOfIds() {
        add("a", "Active", "Active", "Hdx");
        add("A", "Active", "Active", "Hdx");

        assertThat(counter.tally().total()).isEqualTo(1);
    }

    @Test
    void countsUnrecognizedValueAsUnknownAndRecordsIt() {
        add("1", "Dreaming", "Juggling", "Telepathy");
        add("2", "Dreaming", "Active", "Hdx");

        assertThat(counter.tally().byKind())
                .containsEntry(new SessionKind(SessionState.UNKNOWN, Protocol.UNKNOWN, AppState.UNKNOWN), 1)
                .containsEntry(new SessionKind(SessionState.UNKNOWN, Protocol.HDX, AppState.ACTIVE), 1);
        assertThat(counter.tally().unrecognized())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(ResponseField.STATE, 2, ResponseField.APP_STATE, 1, ResponseField.PROTOCOL, 1));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void countsMissingValueAsUnknownAndRecordsIt(String text) {
        add("1", text, text, text);

        assertThat(counter.tally().byKind())
                .containsExactlyEntriesOf(
                        Map.of(new SessionKind(SessionState.UNKNOWN, Protocol.UNKNOWN, AppState.UNKNOWN), 1));
        assertThat(counter.tally().unrecognized())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(ResponseField.STATE, 1, ResponseField.APP_STATE, 1, ResponseField.PROTOCOL, 1));
    }

    @Test
    void acceptsUnknownAsCitrixValue() {
        add("1", "Unknown", "Unknown", "unknown");

        assertThat(counter.tally().byKind())
                .containsExactlyEntriesOf(
                        Map.of(new SessionKind(SessionState.UNKNOWN, Protocol.UNKNOWN, AppState.UNKNOWN), 1));
        assertThat(counter.tally().unrecognized()).isEmpty();
    }

    @Test
    void recordsMissingConnection() {
        counter.add(new Session("1", "Active", "Active", false, null));

        assertThat(counter.tally().byKind())
                .containsExactlyEntriesOf(
                        Map.of(new SessionKind(SessionState.ACTIVE, Protocol.UNKNOWN, AppState.ACTIVE), 1));
        assertThat(counter.tally().unrecognized()).containsExactlyEntriesOf(Map.of(ResponseField.CONNECTION, 1));
    }

    @Test
    void ignoresCaseAndSurroundingWhitespace() {
        add("1", "ACTIVE", "prelaunched", " hdx ");

        assertThat(counter.tally().byKind())
                .containsExactlyEntriesOf(
                        Map.of(new SessionKind(SessionState.ACTIVE, Protocol.HDX, AppState.PRE_LAUNCHED), 1));
        assertThat(counter.tally().unrecognized()).isEmpty();
    }

    @Test
    void createsImmutableTally() {
        add("1", "Active", "Active", "Hdx");
        SessionTally tally = counter.tally();
        add("2", "Active", "Active", "Hdx");

        assertThat(tally.total()).isEqualTo(1);
        assertThat(counter.tally().total()).isEqualTo(2);
    }

    @Test
    void recognizesEveryCitrixSpelling() {
        assertThat(SessionState.values()).allSatisfy(state -> assertThat(SessionState.PARSER.of(state.text()))
                .isEqualTo(state));
        assertThat(Protocol.values()).allSatisfy(protocol -> assertThat(Protocol.PARSER.of(protocol.text()))
                .isEqualTo(protocol));
        assertThat(AppState.values()).allSatisfy(appState -> assertThat(AppState.PARSER.of(appState.text()))
                .isEqualTo(appState));
    }

    private void add(String id, String state, String appState, String protocol) {
        counter.add(new Session(id, state, appState, true, protocol));
    }
}
