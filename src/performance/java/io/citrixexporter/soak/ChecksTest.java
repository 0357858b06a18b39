package io.citrixexporter.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each check finds its violation. */
class ChecksTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Kind HDX = new Kind("Active", "Hdx", "Desktop");

    private final Violations violations = new Violations();
    private final Machines machines = new Machines();
    private final Tokens tokens = new Tokens();
    private final PartialOutages outages = new PartialOutages();
    private final RequestedBackoffs backoffs = new RequestedBackoffs();
    private SoakMachine machine;

    @BeforeEach
    void aMachineWithTwoSessions() {
        machine = machines.addNew(START);
        machine.sessions().set(Map.of(HDX, 2), START);
        tokens.issue(START);
    }

    @Test
    void acceptsCorrectValues() {
        assertThat(foundIn(shown(2, 2, 20, 1), 21)).isZero();
        assertThat(foundIn(shown(2, 2, 20, 0), 30)).isZero();
    }

    @Test
    void findsValuesThatNeverExisted() {
        assertThat(foundIn(shown(3, 3, 20, 1), 21)).isEqualTo(1);
        assertThat(violations.first().get(0)).contains("never was");
    }

    @Test
    void findsValuesOfOtherTime() {
        machine.sessions().set(Map.of(HDX, 5), START.plusSeconds(10));

        assertThat(foundIn(shown(2, 2, 40, 1), 41)).isEqualTo(1);
        assertThat(violations.first().get(0)).contains("of another time");
    }

    @Test
    void findsValuesNotTrueAtLastSuccess() {
        machine.sessions().set(Map.of(HDX, 5), START.plusSeconds(36));

        assertThat(foundIn(shown(2, 2, 40, 1), 41)).isEqualTo(1);
        assertThat(violations.first().get(0)).contains("not true at its last success");
    }

    @Test
    void findsSumsThatDiffer() {
        assertThat(foundIn(shown(2, 1, 20, 1), 21)).isEqualTo(1);
    }

    @Test
    void findsMissingState() {
        String text = shown(2, 2, 20, 1).replaceFirst("(?m)^.*Disconnected.*\n", "");

        assertThat(foundIn(text, 21)).isEqualTo(1);
    }

    @Test
    void findsValuesHeldTooLong() {
        assertThat(foundIn(shown(2, 2, 20, 0), 33)).isEqualTo(1);
        assertThat(violations.first().get(0)).contains("held too long");
    }

    @Test
    void findsValuesDroppedTooEarly() {
        String text = shown(2, 2, 20, 1).replaceAll("(?m)^citrix_(machine_)?sessions.*\n", "");

        assertThat(foundIn(text, 25)).isEqualTo(1);
        assertThat(violations.first().get(0)).contains("no values");
    }

    @Test
    void findsMissingMachineAndUnexpectedMachine() {
        SoakMachine second = machines.addNew(START);
        assertThat(foundIn(shown(2, 2, 20, 1), 21)).isEqualTo(1);

        second.presence().set(false, START.plusSeconds(1));
        machine.presence().set(false, START.plusSeconds(2));
        assertThat(foundIn(shown(2, 2, 20, 1), 21)).isEqualTo(1);
    }

    @Test
    void findsDecreasingCounter() {
        CounterCheck counters = new CounterCheck(violations);

        counters.check(Exposition.parse("# TYPE a_total counter\na_total 2\n"));
        counters.check(Exposition.parse("# TYPE a_total counter\na_total 2\n"));
        assertThat(violations.count()).isZero();
        counters.check(Exposition.parse("# TYPE a_total counter\na_total 1\n"));
        assertThat(violations.count()).isEqualTo(1);
    }

    @Test
    void findsStackTracesAndTokensInLog() {
        new LogCheck("2026 ERROR [a.B] x\n\tat a.B.c(B.java:1)\n2026 WARN  [a.B] ERROR in a text\n" + Tokens.MARK + "1")
                .check(violations);

        assertThat(violations.count()).isEqualTo(3);
    }

    @Test
    void findsHealthyMachineNotPolledDuringPartialOutage() {
        beginPartialOutage(80);

        assertThat(foundDuringOutage(shown(2, 2, 80, 1), 96)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 80, 0), 97)).isEqualTo(1);
        assertThat(violations.first().get(0)).contains("was not polled for 17.0 s");
    }

    @Test
    void countsTimeWithoutPollFromLastFailedResponse() {
        beginPartialOutage(80);
        machine.responseFailed(START.plusSeconds(84));

        assertThat(foundDuringOutage(shown(2, 2, 80, 0), 99)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 80, 0), 101)).isEqualTo(1);
    }

    @Test
    void expectsNoPollWithoutToken() {
        beginPartialOutage(80);
        tokens.revokeAll();
        assertThat(foundDuringOutage(shown(2, 2, 70, 0), 99)).isZero();

        tokens.issue(START.plusSeconds(90));
        assertThat(foundDuringOutage(shown(2, 2, 70, 0), 99)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 70, 0), 107)).isEqualTo(1);
    }

    @Test
    void expectsNoPollDuringRequestedBackoff() {
        beginPartialOutage(80);
        backoffs.request(START.plusSeconds(85), Duration.ofSeconds(3));
        backoffs.request(START.plusSeconds(86), Duration.ofSeconds(1));
        backoffs.request(START.plusSeconds(87), Duration.ofSeconds(2));
        assertThat(foundDuringOutage(shown(2, 2, 80, 0), 100)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 80, 0), 101)).isEqualTo(1);
        assertThat(violations.first().get(0)).contains("was not polled for 17.0 s");
    }

    @Test
    void countsBackoffSinceLastPoll() {
        beginPartialOutage(80);
        backoffs.request(START.plusSeconds(81), Duration.ofSeconds(2));

        assertThat(foundDuringOutage(shown(2, 2, 82, 0), 99)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 82, 0), 100)).isEqualTo(1);
    }

    @Test
    void expectsNoPollOfNewMachine() {
        beginPartialOutage(50);

        assertThat(foundDuringOutage(shown(2, 2, 20, 0), 59)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 20, 0), 61)).isEqualTo(1);
    }

    @Test
    void checksPollsDuringPartialOutagesOnly() {
        beginPartialOutage(80);

        assertThat(foundDuringOutage(shown(2, 2, 60, 0), 79)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 60, 0), 110)).isZero();
        assertThat(foundDuringOutage(shown(2, 2, 60, 0), 109)).isEqualTo(1);
    }

    @Test
    void reportsUnpolledMachinesOncePerPartialOutage() {
        PartialOutageCheck check = new PartialOutageCheck(machines, tokens, outages, backoffs, violations);
        beginPartialOutage(80);
        check.check(scrape(shown(2, 2, 60, 0), 90));
        check.check(scrape(shown(2, 2, 60, 0), 91));
        assertThat(violations.count()).isEqualTo(1);

        beginPartialOutage(120);
        check.check(scrape(shown(2, 2, 60, 0), 121));
        assertThat(violations.count()).isEqualTo(2);
        assertThat(check.notPolled()).isEqualTo(2);
        assertThat(check.compared()).isEqualTo(3);
        assertThat(check.longest()).hasSeconds(61);
    }

    @Test
    void findsInventedStart() {
        SoakMachine known = machines.all().iterator().next();
        known.change(new java.util.Random(1), START);
        String counted = "citrix_session_starts_total{delivery_group=\"" + known.group() + "\"} ";
        LifeCheck life = new LifeCheck(machines, violations);

        int before = violations.count();
        life.check(Exposition.parse(counted + known.starts() + "\n"));
        assertThat(violations.count()).isEqualTo(before);

        life.check(Exposition.parse(counted + (known.starts() + 1) + "\n"));
        assertThat(violations.count()).isEqualTo(before + 1);
    }

    /** For 30 s, of machines that are not checked. */
    private void beginPartialOutage(int second) {
        outages.begin(List.of(), START.plusSeconds(second), START.plusSeconds(second + 30));
    }

    private int foundDuringOutage(String text, int second) {
        int before = violations.count();
        new PartialOutageCheck(machines, tokens, outages, backoffs, violations).check(scrape(text, second));
        return violations.count() - before;
    }

    /** Number of violations at a number of seconds after the start. */
    private int foundIn(String text, int second) {
        int before = violations.count();
        new SessionCheck(machines, violations).check(scrape(text, second));
        return violations.count() - before;
    }

    private static Scrape scrape(String text, int second) {
        Instant time = START.plusSeconds(second);
        return new Scrape(time, time.plus(Duration.ofMillis(5)), Exposition.parse(text));
    }

    /** An exposition with the first machine; the inventory was read at second 20. */
    private static String shown(int hdx, int active, int lastSuccess, int up) {
        long at = START.getEpochSecond() + lastSuccess;
        return """
                citrix_exporter_inventory_last_success_timestamp_seconds %1$d
                citrix_sessions{L,state="Active",protocol="Hdx",app_state="Desktop"} %2$d
                citrix_machine_sessions{L,state="Active"} %3$d
                citrix_machine_sessions{L,state="Connected"} 0
                citrix_machine_sessions{L,state="Disconnected"} 0
                citrix_machine_sessions{L,state="Unknown"} 0
                citrix_machine_last_success_timestamp_seconds{L} %4$d
                citrix_machine_up{L} %5$d
                """.formatted(START.getEpochSecond() + 20, hdx, active, at, up)
                .replace("L,", "machine=\"M-00001\",delivery_group=\"Group 1\",")
                .replace("L}", "machine=\"M-00001\",delivery_group=\"Group 1\"}");
    }
}
