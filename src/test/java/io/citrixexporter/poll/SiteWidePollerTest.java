package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.MachineSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteWidePollerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final FakeCitrix citrix = new FakeCitrix();

    @Test
    void countsSessionsOfEachMachineIncludingZero() {
        inventory("1", "2", "3");
        citrix.sessions(token -> token == null
                ? FakeCitrix.page("next", FakeCitrix.session("a", "1"), FakeCitrix.session("b", "3"))
                : FakeCitrix.page("", FakeCitrix.session("c", "1"), FakeCitrix.session("d", "9")));
        CycleResult cycle = everything().cycle();

        assertThat(sessions(cycle)).containsExactly(2, 0, 1);
        assertThat(cycle.polls()).allMatch(MachinePoll::succeeded).allMatch(poll -> poll.at()
                .equals(clock.now()));
        assertThat(cycle.sessions()).isEqualTo(3);
        assertThat(citrix.sessionPages()).isEqualTo(2);
    }

    @Test
    void ignoresSessionsOfUnselectedMachines() {
        inventory("1", "2");
        citrix.sessions(token -> FakeCitrix.page("", FakeCitrix.session("a", "1"), FakeCitrix.session("b", "2")));

        assertThat(sessions(named("CTX-2").cycle())).containsExactly(1);
    }

    @Test
    void countsDuplicateSessionOnceAndEverySessionWithoutId() {
        inventory("ab");
        citrix.sessions(token -> FakeCitrix.page(
                token == null ? "next" : "",
                FakeCitrix.session("a", "AB"),
                "{\"State\":\"Active\",\"Machine\":{\"Id\":\"ab\"}}"));

        assertThat(sessions(everything().cycle())).containsExactly(3);
    }

    @Test
    void countsSessionOnEachMachineThatItIsListedWith() {
        inventory("1", "2");
        citrix.sessions(token -> FakeCitrix.page(
                "", FakeCitrix.session("a", "1"), FakeCitrix.session("a", "2"), FakeCitrix.session("A", "2")));

        assertThat(sessions(everything().cycle())).containsExactly(1, 1);
    }

    @Test
    void countsEverySessionWithBlankId() {
        inventory("1", "2");
        citrix.sessions(token -> FakeCitrix.page("", FakeCitrix.session("", "1"), FakeCitrix.session("", "2")));

        assertThat(sessions(everything().cycle())).containsExactly(1, 1);
    }

    @Test
    void failsAllMachinesWithReasonWhenPageFails() {
        inventory("1", "2");
        citrix.sessions(token -> FakeCitrix.page("", FakeCitrix.session("a", "1")));
        PolledSite site = everything();
        site.cycle();
        List<MachineSnapshot> successful = site.snapshot().machines();
        clock.advance(MINUTE);
        citrix.sessions(token -> token == null
                ? FakeCitrix.page("next", FakeCitrix.session("b", "2"), FakeCitrix.session("c", "2"))
                : FakeCitrix.status(503));
        CycleResult failed = site.cycle();

        assertThat(failed.polls())
                .extracting(SiteWidePollerTest::reason)
                .containsOnly(FailureReason.SERVER_ERROR)
                .hasSize(2);
        assertThat(failed.reached()).isFalse();
        assertThat(site.snapshot().machines()).noneMatch(MachineSnapshot::up);
        assertThat(site.snapshot().machines())
                .extracting(MachineSnapshot::lastTally, MachineSnapshot::tallyAt, MachineSnapshot::lastSuccess)
                .containsExactlyElementsOf(successful.stream()
                        .map(machine -> org.assertj.core.groups.Tuple.tuple(
                                machine.lastTally(), machine.tallyAt(), machine.lastSuccess()))
                        .toList());
    }

    @Test
    void keepsOtherCountsWhenSessionNamesUnknownMachine() {
        inventory("1", "2");
        String[] sessions = {
            "{\"Id\":\"b\"}",
            "{\"Id\":\"c\",\"Machine\":null}",
            "{\"Machine\":{\"Id\":\"\"}}",
            "{\"Machine\":{\"Id\":null}}",
            "{\"Machine\":{\"Id\":\"00000000-0000-0000-0000-000000000000\"}}",
            "7"
        };
        citrix.sessions(token -> FakeCitrix.page(
                token == null ? "next" : "", token == null ? sessions : new String[] {FakeCitrix.session("a", "1")}));
        CycleResult cycle = everything().cycle();

        assertThat(sessions(cycle)).containsExactly(1, 0);
        assertThat(citrix.unrecognized())
                .filteredOn(ResponseField.MACHINE::equals)
                .hasSize(sessions.length);
    }

    @Test
    void failsWhenNoSessionNamesMachine() {
        inventory("1", "2");
        citrix.sessions(token -> FakeCitrix.page("", "{\"Id\":\"a\"}", "{\"Id\":\"b\",\"Machine\":null}"));

        assertThat(everything().cycle().polls())
                .extracting(SiteWidePollerTest::reason)
                .containsExactly(FailureReason.BAD_RESPONSE, FailureReason.BAD_RESPONSE);
    }

    @Test
    void failsWhenNoMachineOfInventoryHasId() {
        citrix.machines(FakeCitrix.page("", "{\"Name\":\"CORP\\\\CTX-1\"}", "null"));
        CycleResult cycle = everything().cycle();

        assertThat(cycle.inventoryFailure()).map(PollFailure::reason).hasValue(FailureReason.BAD_RESPONSE);
    }

    @Test
    void reportsUnmatchedNameAsNotFoundAndReadsOthers() {
        inventory("1");
        citrix.sessions(token -> FakeCitrix.page("", FakeCitrix.session("a", "1")));
        CycleResult cycle = named("CTX-1", "GONE").cycle();

        assertThat(cycle.polls()).extracting(SiteWidePollerTest::reason).containsExactly(null, FailureReason.NOT_FOUND);
        assertThat(cycle.polls().get(0).tally()).map(SessionTally::total).hasValue(1);
        assertThat(cycle.reached()).isTrue();
    }

    @Test
    void failsMachinesWithInventoryErrorUntilInventoryIsRead() {
        citrix.machines(FakeCitrix.status(403));
        citrix.sessions(token -> FakeCitrix.page("", FakeCitrix.session("a", "1")));
        CycleResult cycle = named("CTX-1").cycle();

        assertThat(cycle.inventoryFailure()).map(PollFailure::reason).hasValue(FailureReason.FORBIDDEN);
        assertThat(cycle.polls()).extracting(SiteWidePollerTest::reason).containsExactly(FailureReason.FORBIDDEN);
        assertThat(cycle.reached()).isFalse();
        assertThat(citrix.sessionPages()).isZero();
    }

    @Test
    void pollsSiteWithLastInventory() {
        inventory("1");
        citrix.sessions(token -> FakeCitrix.page("", FakeCitrix.session("a", "1")));
        PolledSite site = named("CTX-1", "GONE");
        site.cycle();
        citrix.machines(FakeCitrix.status(503));
        clock.advance(MINUTE);
        CycleResult cycle = site.cycle();

        assertThat(cycle.inventoryFailure()).map(PollFailure::reason).hasValue(FailureReason.SERVER_ERROR);
        assertThat(cycle.polls()).extracting(SiteWidePollerTest::reason).containsExactly(null, FailureReason.NOT_FOUND);
    }

    private void inventory(String... ids) {
        citrix.machines(FakeCitrix.page(
                "",
                List.of(ids).stream()
                        .map(id -> FakeCitrix.machine(id, "CTX-" + id))
                        .toArray(String[]::new)));
    }

    private PolledSite everything() {
        return site(List.of(), TestConfigs.EVERY_MACHINE);
    }

    private PolledSite named(String... machines) {
        return site(List.of(machines), TestConfigs.NONE);
    }

    private PolledSite site(List<String> machines, ExporterConfig.Discovery discovery) {
        return new PolledSite(
                SiteFixtures.site(machines, Optional.empty(), discovery, Optional.of(MINUTE), Strategy.SITE),
                citrix.client(clock, MINUTE),
                clock);
    }

    private static List<Integer> sessions(CycleResult cycle) {
        return cycle.polls().stream()
                .map(poll -> poll.tally().orElseThrow().total())
                .toList();
    }

    private static FailureReason reason(MachinePoll poll) {
        return poll.failure().map(PollFailure::reason).orElse(null);
    }
}
