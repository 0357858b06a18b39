package io.citrixexporter.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestDiscovery;
import io.citrixexporter.model.Machine;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MachineSelectorTest {
    private final Inventory site = Inventory.of(List.of(
            Fleet.machine("1", "CORP\\CTX-01", "Office", "Servers", "gold"),
            Fleet.machine("2", "CORP\\CTX-02", "Office", "Servers"),
            Fleet.machine("3", "CORP\\ENG-01", "Engineering", "Workstations", "gold", "gpu"),
            Fleet.machine("4", "LAB\\ENG-01", "Engineering", "Lab"),
            Fleet.machine("5", "CORP\\OLD-01", "", "Servers")));

    @Test
    void findsMachineByEachOfItsNamesIgnoringCase() {
        for (String name : List.of("corp\\ctx-01", "Ctx-01", "CTX-01.Corp.Example", "1", "s-1-5-21-1")) {
            assertThat(named(name).machines()).extracting(PollTarget::label).containsExactly("CTX-01");
        }
    }

    @Test
    void findsMachineByDnsDomainAndName() {
        assertThat(named("corp.example\\ctx-01").machines())
                .extracting(PollTarget::label)
                .containsExactly("CTX-01");
        assertThat(named("lab.example\\ctx-01").notFound()).containsExactly("lab.example\\ctx-01");
    }

    @Test
    void reportsIdsOfMachinesThatShareFullName() {
        Inventory twins = Inventory.of(List.of(
                Fleet.machine("1", "CORP\\CTX-01", "Office", "Servers"),
                Fleet.machine("2", "CORP\\ctx-01", "Office", "Servers")));

        PollTargets targets =
                new MachineSelector(TestConfigs.NONE, TestConfigs.ONE_EXPORTER).select(twins, List.of("CORP\\CTX-01"));

        assertThat(targets.ambiguous().get("CORP\\CTX-01"))
                .extracting(Machine::id)
                .containsExactly("1", "2");
    }

    @Test
    void requestsMachineByIdAndReadsDeliveryGroup() {
        PollTarget machine = named("ctx-01").machines().get(0);

        assertThat(machine.name()).isEqualTo("1");
        assertThat(machine.deliveryGroup()).isEqualTo("Office");
    }

    @Test
    void pollsMachineConfiguredTwiceOnce() {
        assertThat(named("CORP\\CTX-01", "ctx-01.corp.example", "1").machines()).hasSize(1);
    }

    @Test
    void pollsAndReportsNameMissingFromInventory() {
        PollTargets targets = named("CORP\\GONE-01", "ctx-02");

        assertThat(targets.machines())
                .extracting(PollTarget::name, PollTarget::label)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2", "CTX-02"),
                        org.assertj.core.groups.Tuple.tuple("CORP\\GONE-01", "GONE-01"));
        assertThat(targets.notFound()).containsExactly("CORP\\GONE-01");
        assertThat(targets.unresolved()).isEqualTo(1);
    }

    @Test
    void reportsAmbiguousNameWithoutGuessing() {
        PollTargets targets = named("ENG-01");

        assertThat(targets.machines()).isEmpty();
        assertThat(targets.ambiguous()).containsOnlyKeys("ENG-01");
        assertThat(targets.ambiguous().get("ENG-01")).extracting(Machine::id).containsExactly("3", "4");
        assertThat(named("LAB\\ENG-01").machines()).hasSize(1);
    }

    @Test
    void labelsInventoryMachinesWithSharedShortNameByFullName() {
        assertThat(found(lists(List.of("Engineering"), List.of(), List.of(), List.of(), List.of())))
                .containsExactly("CORP\\ENG-01", "LAB\\ENG-01");
    }

    @Test
    void keepsUnmatchedNameApartFromMatchedMachine() {
        assertThat(named("CTX-01", "OLD\\CTX-01").machines())
                .extracting(PollTarget::label)
                .containsExactly("CTX-01", "OLD\\CTX-01");
    }

    @Test
    void discoversEveryMachineByDefault() {
        assertThat(found(TestConfigs.EVERY_MACHINE))
                .containsExactly("CTX-01", "CTX-02", "CORP\\ENG-01", "LAB\\ENG-01", "OLD-01");
    }

    @Test
    void discoversByDeliveryGroupIgnoringCase() {
        assertThat(found(lists(List.of("office"), List.of(), List.of(), List.of(), List.of())))
                .containsExactly("CTX-01", "CTX-02");
    }

    @Test
    void discoversByMachineCatalog() {
        assertThat(found(lists(List.of(), List.of("Servers"), List.of(), List.of(), List.of())))
                .containsExactly("CTX-01", "CTX-02", "OLD-01");
    }

    @Test
    void discoversByGlobOverEveryNameForm() {
        assertThat(found(lists(List.of(), List.of(), List.of("ctx-0?", "LAB\\*"), List.of(), List.of())))
                .containsExactly("CTX-01", "CTX-02", "LAB\\ENG-01");
        assertThat(found(lists(List.of(), List.of(), List.of("old*.corp.example"), List.of(), List.of())))
                .containsExactly("OLD-01");
    }

    @Test
    void discoversByTag() {
        assertThat(found(lists(List.of(), List.of(), List.of(), List.of("GOLD"), List.of())))
                .containsExactly("CTX-01", "CORP\\ENG-01");
    }

    @Test
    void matchesAnyEntryOfListAndAllLists() {
        assertThat(found(lists(List.of("Office", "Engineering"), List.of(), List.of(), List.of("gold"), List.of())))
                .containsExactly("CTX-01", "CORP\\ENG-01");
        assertThat(found(lists(List.of("Office"), List.of("Workstations"), List.of(), List.of(), List.of())))
                .isEmpty();
    }

    @Test
    void appliesExcludesLast() {
        assertThat(found(lists(List.of("Office"), List.of(), List.of(), List.of(), List.of("*-02"))))
                .containsExactly("CTX-01");
    }

    @Test
    void excludesDiscoveredMachinesOnly() {
        PollTargets targets = new MachineSelector(
                        lists(List.of("Engineering"), List.of(), List.of(), List.of(), List.of("*")),
                        TestConfigs.ONE_EXPORTER)
                .select(site, List.of("ctx-01"));

        assertThat(targets.machines()).extracting(PollTarget::label).containsExactly("CTX-01");
    }

    @Test
    void selectsConfiguredNamesWithoutInventory() {
        PollTargets targets = new MachineSelector(TestConfigs.EVERY_MACHINE, TestConfigs.ONE_EXPORTER)
                .selectByName(List.of("CORP\\CTX-01"));

        assertThat(targets.machines()).containsExactly(PollTarget.named("CORP\\CTX-01", "CTX-01"));
        assertThat(targets.unresolved()).isZero();
    }

    @Test
    void selectsDuplicateMachineOnce() {
        Machine machine = Fleet.machine("1", "CORP\\CTX-01", "Office", "Servers");

        assertThat(Inventory.of(List.of(machine, machine)).machines()).hasSize(1);
    }

    @Test
    void labelsMachinesWithSharedFullNameById() {
        Inventory twins = Inventory.of(List.of(
                Fleet.machine("1", "CORP\\CTX-01", "Office", "Servers"),
                Fleet.machine("2", "CORP\\ctx-01", "Office", "Servers")));

        assertThat(new MachineSelector(TestConfigs.EVERY_MACHINE, TestConfigs.ONE_EXPORTER)
                        .select(twins, List.of())
                        .machines())
                .extracting(PollTarget::label)
                .containsExactly("1", "2");
    }

    @Test
    void createsUniqueLabelsWhenIdEqualsOtherName() {
        Inventory inventory = Inventory.of(List.of(
                Fleet.machine("1", "CORP\\CTX-01", "Office", "Servers"),
                Fleet.machine("2", "CORP\\CTX-01", "Office", "Servers"),
                Fleet.machine("3", "CORP\\1", "Office", "Servers"),
                Fleet.machine("4", "2", "Office", "Servers")));

        assertThat(inventory.machines()).extracting(inventory::label).containsExactly("1", "2", "CORP\\1", "4");
    }

    @Test
    void labelsMachineWithEmptyShortNameByFullName() {
        Inventory inventory = Inventory.of(List.of(
                Fleet.machine("1", "CORP\\", "Office", "Servers"),
                Fleet.machine("2", "\\ .corp.example", "Office", "Servers"),
                Fleet.machine("3", " ", "Office", "Servers")));

        assertThat(inventory.machines())
                .extracting(inventory::label)
                .containsExactly("CORP\\", "\\ .corp.example", "3");
    }

    @Test
    void matchesIdsIgnoringCase() {
        assertThat(Inventory.of(List.of(
                                Fleet.machine("ab", "CORP\\CTX-01", "Office", "Servers"),
                                Fleet.machine("AB", "CORP\\CTX-02", "Office", "Servers")))
                        .machines())
                .extracting(Machine::id)
                .containsExactly("ab");
    }

    @Test
    void createsUniqueLabels() {
        Random random = new Random(1);
        List<String> texts =
                List.of("a", "A", "b", "a\\b", "b\\a", "a\\a", "A\\B", "a.b", "a\\b\\a", "a\\", "\\", "1", "2");
        for (int round = 0; round < 2_000; round++) {
            List<String> names = IntStream.range(0, 6)
                    .mapToObj(i -> texts.get(random.nextInt(texts.size())))
                    .toList();
            Inventory inventory = Inventory.of(IntStream.range(0, 6)
                    .mapToObj(i -> Fleet.machine(Integer.toString(i), names.get(i), "Office", "Servers"))
                    .toList());
            List<String> configured = texts.stream()
                    .filter(text -> random.nextBoolean())
                    .filter(text -> !text.equals("A"))
                    .toList();

            MachineSelector selector = new MachineSelector(TestConfigs.EVERY_MACHINE, TestConfigs.ONE_EXPORTER);
            assertThat(selector.select(inventory, configured).machines())
                    .extracting(PollTarget::label)
                    .doesNotHaveDuplicates();
            assertThat(selector.selectByName(configured).machines())
                    .extracting(PollTarget::label)
                    .doesNotHaveDuplicates();
        }
    }

    private PollTargets named(String... names) {
        return new MachineSelector(TestConfigs.NONE, TestConfigs.ONE_EXPORTER).select(site, List.of(names));
    }

    private List<String> found(ExporterConfig.Discovery discovery) {
        return new MachineSelector(discovery, TestConfigs.ONE_EXPORTER)
                .select(site, List.of()).machines().stream()
                        .map(PollTarget::label)
                        .toList();
    }

    private static ExporterConfig.Discovery lists(
            List<String> groups, List<String> catalogs, List<String> names, List<String> tags, List<String> exclude) {
        return new TestDiscovery(true, groups, catalogs, names, tags, exclude);
    }
}
