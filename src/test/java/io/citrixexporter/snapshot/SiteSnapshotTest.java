package io.citrixexporter.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.model.SiteIdentity;
import io.citrixexporter.targets.Fleet;
import io.citrixexporter.targets.Inventory;
import io.citrixexporter.targets.MachineSelector;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteSnapshotTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Optional<SiteIdentity> IDENTITY = Optional.of(new SiteIdentity("5f1b", "Munich"));
    private static final List<PollTarget> MACHINES =
            List.of(PollTarget.named("CORP\\CTX-01", "CTX-01"), PollTarget.named("CORP\\CTX-02", "CTX-02"));
    private static final PollTarget FIRST = MACHINES.get(0);
    private static final PollTarget SECOND = MACHINES.get(1);

    private final SiteSnapshot unpolled = Snapshots.unpolled("prod", MACHINES);

    @Test
    void listsMachinesBeforeFirstCycle() {
        assertThat(unpolled.state().reached()).isFalse();
        assertThat(unpolled.state().identity()).isEmpty();
        assertThat(unpolled.state().lastCycleEnd()).isEqualTo(Timestamp.NEVER);
        assertThat(unpolled.machines())
                .containsExactly(MachineSnapshot.unpolled(FIRST), MachineSnapshot.unpolled(SECOND));
    }

    @Test
    void showsResultsOfCycle() {
        SiteSnapshot site = unpolled.next(
                Snapshots.state(IDENTITY, true, NOON), List.of(succeeded(FIRST, NOON, 2), failed(SECOND, NOON)));

        assertThat(site.site()).isEqualTo("prod");
        assertThat(site.customerId()).isEqualTo("acme");
        assertThat(site.state().identity()).isEqualTo(IDENTITY);
        assertThat(site.state().reached()).isTrue();
        assertThat(site.state().lastCycleEnd()).isEqualTo(TestClock.at(NOON));
        assertThat(site.machines()).extracting(MachineSnapshot::up).containsExactly(true, false);
    }

    @Test
    void keepsOtherMachinesWhenMachineFails() {
        SiteSnapshot site = unpolled.next(
                        Snapshots.state(IDENTITY, true, NOON),
                        List.of(succeeded(FIRST, NOON, 2), succeeded(SECOND, NOON, 3)))
                .next(
                        Snapshots.state(IDENTITY, true, LATER),
                        List.of(failed(FIRST, LATER), succeeded(SECOND, LATER, 4)));

        MachineSnapshot first = site.machines().get(0);
        assertThat(first.up()).isFalse();
        assertThat(first.lastTally()).hasValue(MachineSnapshotTest.tally(2));
        assertThat(first.tallyAt()).isEqualTo(TestClock.at(NOON));
        MachineSnapshot second = site.machines().get(1);
        assertThat(second.up()).isTrue();
        assertThat(second.lastTally()).hasValue(MachineSnapshotTest.tally(4));
    }

    @Test
    void marksUnreachedSiteDownAndKeepsLastValues() {
        SiteSnapshot site = unpolled.next(Snapshots.state(IDENTITY, true, NOON), List.of(succeeded(FIRST, NOON, 2)))
                .next(Snapshots.state(IDENTITY, false, LATER), List.of(failed(FIRST, LATER)));

        assertThat(site.state().reached()).isFalse();
        assertThat(site.state().lastCycleEnd()).isEqualTo(TestClock.at(LATER));
        assertThat(site.state().identity()).isEqualTo(IDENTITY);
        assertThat(site.machines().get(0).lastTally()).hasValue(MachineSnapshotTest.tally(2));
    }

    @Test
    void dropsMachineRemovedFromConfiguration() {
        SiteSnapshot site = unpolled.next(
                        Snapshots.state(IDENTITY, true, NOON),
                        List.of(succeeded(FIRST, NOON, 2), succeeded(SECOND, NOON, 3)))
                .next(Snapshots.state(IDENTITY, true, LATER), List.of(succeeded(SECOND, LATER, 3)));

        assertThat(site.machines()).extracting(MachineSnapshot::target).containsExactly(SECOND);
    }

    @Test
    void startsNewMachineWithoutPreviousSnapshot() {
        PollTarget third = PollTarget.named("CORP\\CTX-03", "CTX-03");
        SiteSnapshot site = unpolled.next(Snapshots.state(IDENTITY, true, NOON), List.of(failed(third, NOON)));

        assertThat(site.machines())
                .containsExactly(MachineSnapshot.unpolled(third).next(failed(third, NOON), false));
    }

    @Test
    void carriesValuesOverByMachineNotByLabel() {
        Inventory both = Inventory.of(List.of(
                Fleet.machine("1", "X\\CTX-01", "Office", "c"), Fleet.machine("2", "Y\\CTX-01", "Office", "c")));
        Inventory one = Inventory.of(List.of(Fleet.machine("1", "X\\CTX-01", "Office", "c")));
        Inventory other = Inventory.of(List.of(Fleet.machine("3", "Z\\CTX-01", "Office", "c")));
        PollTarget qualified = refs(both).get(0);
        PollTarget shortened = refs(one).get(0);
        assertThat(qualified.label()).isNotEqualTo(shortened.label());

        SiteSnapshot known =
                unpolled.next(Snapshots.state(IDENTITY, true, NOON), List.of(succeeded(qualified, NOON, 2)));
        assertThat(known.next(Snapshots.state(IDENTITY, true, LATER), List.of(failed(shortened, LATER)))
                        .machines()
                        .get(0)
                        .lastTally())
                .hasValue(MachineSnapshotTest.tally(2));

        SiteSnapshot alone =
                known.next(Snapshots.state(IDENTITY, true, LATER), List.of(succeeded(shortened, LATER, 2)));
        PollTarget successor = refs(other).get(0);
        assertThat(successor.label()).isEqualTo(shortened.label());
        assertThat(alone.next(Snapshots.state(IDENTITY, true, LATER), List.of(failed(successor, LATER)))
                        .machines()
                        .get(0)
                        .lastTally())
                .as("another machine with the same label")
                .isEmpty();
    }

    @Test
    void keepsValuesOfConfiguredMachineMissingFromInventory() {
        Inventory both = Inventory.of(List.of(
                Fleet.machine("1", "X\\CTX-01", "Office", "c"), Fleet.machine("2", "Y\\CTX-01", "Office", "c")));
        Inventory one = Inventory.of(List.of(Fleet.machine("2", "Y\\CTX-01", "Office", "c")));
        PollTarget known = named(both, "x\\ctx-01");
        PollTarget gone = named(one, "x\\ctx-01");
        assertThat(known.machine()).isPresent();
        assertThat(gone.machine()).isEmpty();
        assertThat(gone.label()).isNotEqualTo(known.label());

        SiteSnapshot site = unpolled.next(Snapshots.state(IDENTITY, true, NOON), List.of(succeeded(known, NOON, 2)));
        for (int cycle = 1; cycle <= 3; cycle++) {
            Instant at = NOON.plusSeconds(60L * cycle);
            site = site.next(Snapshots.state(IDENTITY, true, at), List.of(failed(cycle < 3 ? gone : known, at)));

            MachineSnapshot machine = site.machines().get(0);
            assertThat(machine.up()).isFalse();
            assertThat(machine.lastSuccess()).isEqualTo(NOON);
            assertThat(machine.lastTally()).hasValue(MachineSnapshotTest.tally(2));
        }
    }

    @Test
    void carriesNothingOverToUnmatchedNameOfOtherMachine() {
        Inventory before = Inventory.of(List.of(
                Fleet.machine("1", "X\\OLD-NAME", "Office", "c"), Fleet.machine("2", "Y\\CTX-01", "Office", "c")));
        PollTarget renamed = refs(Inventory.of(List.of(Fleet.machine("1", "X\\NEW-NAME", "Office", "c"))))
                .get(0);
        SiteSnapshot site = unpolled.next(
                Snapshots.state(IDENTITY, true, NOON),
                refs(before).stream()
                        .map(machine -> succeeded(machine, NOON, 2))
                        .toList());
        PollTarget oldName = PollTarget.named("X\\OLD-NAME", "OLD-NAME");
        PollTarget sameLabel = PollTarget.named("X\\CTX-01", "CTX-01");
        SiteSnapshot next = site.next(
                Snapshots.state(IDENTITY, true, LATER),
                List.of(failed(renamed, LATER), failed(oldName, LATER), failed(sameLabel, LATER)));

        assertThat(next.machines())
                .extracting(MachineSnapshot::lastTally)
                .containsExactly(Optional.of(MachineSnapshotTest.tally(2)), Optional.empty(), Optional.empty());
    }

    @Test
    void keepsValuesOfConfiguredMachineWhoseLabelChanges() {
        MachineSelector selector = new MachineSelector(TestConfigs.NONE, TestConfigs.ONE_EXPORTER);
        PollTarget alone =
                selector.selectByName(List.of("X\\CTX-01")).machines().get(0);
        PollTarget besidesNamesake = selector.selectByName(List.of("X\\CTX-01", "Y\\CTX-01"))
                .machines()
                .get(0);
        assertThat(besidesNamesake.label()).isNotEqualTo(alone.label());

        assertThat(afterFailureOf(besidesNamesake, alone).lastTally()).hasValue(MachineSnapshotTest.tally(2));
        assertThat(afterFailureOf(alone, besidesNamesake).lastTally()).hasValue(MachineSnapshotTest.tally(2));
    }

    @Test
    void carriesNothingOverToOtherConfiguredMachineWithSameLabel() {
        PollTarget one = PollTarget.named("X\\CTX-01", "CTX-01");
        PollTarget other = PollTarget.named("Y\\CTX-01", "CTX-01");

        assertThat(afterFailureOf(other, one).lastTally()).isEmpty();
        assertThat(afterFailureOf(PollTarget.named("CTX-01", "CTX-01"), one).lastTally())
                .as("a short name besides the qualified one")
                .isEmpty();
    }

    @Test
    void carriesNothingOverFromConfiguredMachineToMachineOfInventoryWithSameLabel() {
        PollTarget configured = PollTarget.named("A\\CTX-01", "CTX-01");
        PollTarget found = refs(Inventory.of(List.of(Fleet.machine("2", "B\\CTX-01", "Office", "c"))))
                .get(0);
        assertThat(found.label()).isEqualTo(configured.label());

        assertThat(afterFailureOf(found, configured).lastTally()).isEmpty();
        assertThat(afterFailureOf(found, PollTarget.named("ctx-01", "CTX-01")).lastTally())
                .as("a machine that was configured by its short name")
                .hasValue(MachineSnapshotTest.tally(2));
    }

    /** The state of a machine whose first poll failed, after a successful poll of another target. */
    private MachineSnapshot afterFailureOf(PollTarget failing, PollTarget before) {
        return unpolled.next(Snapshots.state(IDENTITY, true, NOON), List.of(succeeded(before, NOON, 2)))
                .next(Snapshots.state(IDENTITY, true, LATER), List.of(failed(failing, LATER)))
                .machines()
                .get(0);
    }

    private static List<PollTarget> refs(Inventory inventory) {
        return new MachineSelector(TestConfigs.EVERY_MACHINE, TestConfigs.ONE_EXPORTER)
                .select(inventory, List.of())
                .machines();
    }

    /** The poll target if only this name is configured. */
    private static PollTarget named(Inventory inventory, String name) {
        return new MachineSelector(TestConfigs.NONE, TestConfigs.ONE_EXPORTER)
                .select(inventory, List.of(name))
                .machines()
                .get(0);
    }

    @Test
    void completesCycleWithDuplicateLabel() {
        PollTarget twin = PollTarget.named("LAB\\CTX-01", "CTX-01");
        List<MachinePoll> polls = List.of(succeeded(FIRST, NOON, 2), succeeded(twin, NOON, 3));
        SiteSnapshot site = unpolled.next(Snapshots.state(IDENTITY, true, NOON), polls)
                .next(Snapshots.state(IDENTITY, true, LATER), List.of(failed(FIRST, LATER), failed(SECOND, LATER)));

        assertThat(site.state().lastCycleEnd()).isEqualTo(TestClock.at(LATER));
        assertThat(site.machines().get(0).lastTally()).hasValue(MachineSnapshotTest.tally(2));
    }

    private static MachinePoll succeeded(PollTarget machine, Instant at, int sessions) {
        return MachinePoll.succeeded(machine, TestClock.at(at), MachineSnapshotTest.tally(sessions));
    }

    private static MachinePoll failed(PollTarget machine, Instant at) {
        return MachinePoll.failed(
                machine, TestClock.at(at), CitrixException.deadline().asPollFailure());
    }
}
