package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.LogLines;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.targets.PollTarget;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CycleLogTest {
    private final CycleLog log = new CycleLog("prod");
    private final LogLines lines = LogLines.of(CycleLog.class.getName());

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void logsCycleInSingleLine() {
        log.ended(cycle(ok("A"), ok("B")));

        assertThat(lines.take())
                .containsExactly("INFO prod: cycle ended, machines: 2 ok, 0 failed; sessions read: 0; 1500 ms");
    }

    @Test
    void logsMachineFailureAndRecovery() {
        log.ended(cycle(ok("A"), failed("B", FailureReason.NOT_FOUND)));
        assertThat(lines.take())
                .containsExactly(
                        "WARN prod: machine B failed, not_found: text",
                        "INFO prod: cycle ended, machines: 1 ok, 1 failed; sessions read: 0; 1500 ms");

        log.ended(cycle(ok("A"), failed("B", FailureReason.NOT_FOUND)));
        log.ended(cycle(ok("A"), failed("B", FailureReason.TIMEOUT)));
        assertThat(changes()).isEmpty();

        log.ended(cycle(ok("A"), ok("B")));
        assertThat(changes()).containsExactly("INFO prod: machine B recovered");

        log.ended(cycle(ok("A"), ok("B")));
        assertThat(changes()).isEmpty();
    }

    @Test
    void logsUnreachedSiteInSingleLine() {
        log.ended(loginFailed("A", "B", "C"));
        assertThat(changes()).containsExactly("WARN prod: site not reached, auth: text");
        log.ended(loginFailed("A", "B", "C"));
        assertThat(changes()).isEmpty();

        log.ended(cycle(ok("A"), ok("B"), ok("C")));
        assertThat(changes()).containsExactly("INFO prod: site reached again");
    }

    @Test
    void logsSiteWhereAllMachinesFailInSingleLine() {
        log.ended(cycle(failed("A", FailureReason.CONNECT), failed("B", FailureReason.CONNECT)));
        assertThat(changes()).containsExactly("WARN prod: site not reached, connect: text");
    }

    @Test
    void logsStillFailingMachinesAfterOutage() {
        log.ended(cycle(ok("A"), failed("B", FailureReason.NOT_FOUND)));
        log.ended(loginFailed("A", "B"));
        lines.take();

        log.ended(cycle(failed("A", FailureReason.TIMEOUT), failed("B", FailureReason.NOT_FOUND)));
        assertThat(changes())
                .containsExactly("INFO prod: site reached again", "WARN prod: machine A failed, timeout: text");
    }

    @Test
    void limitsMachineFailuresToTenLines() {
        MachinePoll[] polls = IntStream.range(0, 25)
                .mapToObj(i -> i == 0 ? ok("M0") : failed("M" + i, FailureReason.TIMEOUT))
                .toArray(MachinePoll[]::new);
        log.ended(cycle(polls));
        assertThat(changes())
                .hasSize(10)
                .startsWith("WARN prod: machine M1 failed, timeout: text")
                .endsWith("WARN prod: and 15 machines more");

        log.ended(cycle(IntStream.range(0, 25).mapToObj(i -> ok("M" + i)).toArray(MachinePoll[]::new)));
        assertThat(changes()).hasSize(10).endsWith("INFO prod: and 15 machines more");
    }

    @Test
    void logsTenMachinesIndividually() {
        MachinePoll[] polls = IntStream.range(0, 11)
                .mapToObj(i -> i == 0 ? ok("M0") : failed("M" + i, FailureReason.TIMEOUT))
                .toArray(MachinePoll[]::new);
        log.ended(cycle(polls));

        assertThat(changes()).hasSize(10).last().isEqualTo("WARN prod: machine M10 failed, timeout: text");
    }

    @Test
    void logsSkippedCycle() {
        log.skipped();

        assertThat(lines.take())
                .containsExactly(
                        "WARN prod: cycle skipped, the last one is still running; raise citrix.poll.interval or"
                                + " concurrency");
    }

    @Test
    void treatsReturningMachineAsNew() {
        log.ended(cycle(failed("A", FailureReason.TIMEOUT), ok("B")));
        log.ended(cycle(ok("B")));
        changes();
        log.ended(cycle(failed("A", FailureReason.TIMEOUT), ok("B")));
        assertThat(changes()).singleElement().asString().startsWith("WARN prod: machine A failed");

        log.ended(cycle(ok("B")));
        log.ended(cycle(ok("A"), ok("B")));
        assertThat(changes()).isEmpty();
    }

    @Test
    void escapesLineBreaksInNames() {
        log.ended(cycle(failed("A\nINFO all is well\u202E" + "x".repeat(10_000), FailureReason.TIMEOUT), ok("B")));

        assertThat(changes()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("WARN prod: machine A?INFO all is well?xxx")
                .endsWith("x... failed, timeout: text")
                .hasSizeLessThan(200));
    }

    private List<String> changes() {
        return lines.take().stream()
                .filter(line -> !line.contains("cycle ended"))
                .toList();
    }

    private static CycleResult cycle(MachinePoll... polls) {
        return CycleResults.completed(
                TestClock.START, TestClock.START.plusMillis(1500), FakeCitrix.IDENTITY, List.of(polls));
    }

    private static CycleResult loginFailed(String... machines) {
        return CycleResults.loginFailed(
                TestClock.START,
                TestClock.START,
                FakeCitrix.failure(FailureReason.AUTH, "text").asPollFailure(),
                java.util.Arrays.stream(machines)
                        .map(machine -> failed(machine, FailureReason.AUTH))
                        .toList());
    }

    private static MachinePoll ok(String machine) {
        return MachinePoll.succeeded(ref(machine), TestClock.at(TestClock.START), SessionTally.NONE);
    }

    private static MachinePoll failed(String machine, FailureReason reason) {
        return MachinePoll.failed(
                ref(machine),
                TestClock.at(TestClock.START),
                FakeCitrix.failure(reason, "text").asPollFailure());
    }

    private static PollTarget ref(String machine) {
        return PollTarget.named(machine, machine);
    }
}
