package io.citrixexporter.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestShard;
import io.citrixexporter.model.Machine;
import io.citrixexporter.model.MachineNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The machines that the shards of a site poll, with and without the inventory in each shard. */
class ShardedSelectionTest {
    private static final int SHARDS = 3;
    private static final int MACHINES = 1_000;
    private static final ExporterConfig.Discovery ALL = TestConfigs.EVERY_MACHINE;

    /** Every combination of shards with an inventory. */
    static Stream<List<Boolean>> knowing() {
        return IntStream.range(0, 1 << SHARDS).mapToObj(bits -> IntStream.range(0, SHARDS)
                .mapToObj(index -> (bits >> index & 1) == 1)
                .toList());
    }

    @ParameterizedTest
    @MethodSource("knowing")
    void assignsEachConfiguredMachineToExactlyOneShard(List<Boolean> knows) {
        List<Machine> listed = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int number = 0; number < MACHINES; number++) {
            Machine machine = machine(number);
            listed.add(machine);
            String name = configuredName(number, machine);
            names.add(name);
            numbers.put(name, number);
            numbers.put(machine.id(), number);
        }

        List<List<PollTarget>> polled = polled(TestConfigs.NONE, Inventory.of(listed), names, knows);

        assertThat(polled.stream().flatMap(List::stream).map(machine -> numbers.get(machine.name())))
                .doesNotHaveDuplicates()
                .hasSize(MACHINES);
        assertThat(polled).allSatisfy(share -> assertThat(share).hasSizeBetween(280, 390));
    }

    @ParameterizedTest
    @MethodSource("knowing")
    void assignsDiscoveredMachineToAtMostOneShard(List<Boolean> knows) {
        List<Machine> listed =
                IntStream.range(0, MACHINES).mapToObj(number -> machine(number)).toList();
        // Some of them are configured as well, many with a DNS name that differs from the account name.
        Map<String, String> ids = listed.stream()
                .filter(machine -> machine.dnsName().matches(".*[05]\\D*"))
                .collect(Collectors.toMap(Machine::dnsName, Machine::id));
        assertThat(ids).hasSizeGreaterThan(100);

        List<String> polled = polled(ALL, Inventory.of(listed), List.copyOf(ids.keySet()), knows).stream()
                .flatMap(List::stream)
                .map(machine -> ids.getOrDefault(machine.name(), machine.name()))
                .toList();

        assertThat(polled).doesNotHaveDuplicates().containsAll(ids.values());
        if (!knows.contains(false)) {
            assertThat(polled).hasSize(MACHINES);
        }
    }

    @ParameterizedTest
    @MethodSource("knowing")
    void assignsShardByConfiguredName(List<Boolean> knows) {
        // In shard 0 by the account name, in shard 2 by the host name.
        assertThat(Shard.of("CTX-0002", SHARDS)).isNotEqualTo(Shard.of("terminal-berlin", SHARDS));
        Inventory site = Inventory.of(List.of(
                Fleet.withDnsName(id("a"), "CORP\\CTX-0002", "terminal-berlin.corp.example"),
                Fleet.withDnsName(id("b"), "CORP\\CTX-0003", "")));

        List<List<PollTarget>> polled = polled(ALL, site, List.of("terminal-berlin.corp.example"), knows);

        assertThat(IntStream.range(0, SHARDS)
                        .filter(index -> polled.get(index).stream()
                                .map(PollTarget::name)
                                .anyMatch(List.of("terminal-berlin.corp.example", id("a"))::contains))
                        .boxed())
                .containsExactly(Shard.of("terminal-berlin", SHARDS));
    }

    @ParameterizedTest
    @MethodSource("knowing")
    void assignsLongDnsNameAndTruncatedAccountNameToSameShard(List<Boolean> knows) {
        Inventory site = Inventory.of(List.of(
                Fleet.withDnsName(id("a"), "CORP\\VERYLONGMACHINE", "verylongmachinename01.corp.example"),
                Fleet.withDnsName(id("b"), "CORP\\ANOTHERLONGHOST", "")));
        int first = Shard.of("VERYLONGMACHINE", SHARDS);
        int second = Shard.of("ANOTHERLONGHOST", SHARDS);

        List<List<PollTarget>> polled = polled(
                ALL, site, List.of("verylongmachinename01.corp.example", "anotherlonghost-77.corp.example"), knows);

        assertThat(shardsPolling(polled, "VERYLONG")).containsOnly(first);
        assertThat(shardsPolling(polled, "ANOTHERLONG")).containsOnly(second);
    }

    @Test
    void keepsShardOfRecreatedMachine() {
        for (int number = 0; number < 100; number++) {
            String name = "CORP\\CTX-%04d".formatted(number);
            Inventory before = Inventory.of(List.of(Fleet.machine(id("old" + number), name, "Office", "Servers")));
            Inventory after = Inventory.of(List.of(Fleet.machine(id("new" + number), name, "Office", "Servers")));

            assertThat(shardsPolling(polled(ALL, after, List.of(), allKnow()), "CTX"))
                    .hasSize(1)
                    .isEqualTo(shardsPolling(polled(ALL, before, List.of(), allKnow()), "CTX"));
        }
    }

    @ParameterizedTest
    @MethodSource("knowing")
    void assignsMachineConfiguredTwiceToSingleShard(List<Boolean> knows) {
        Inventory site = Inventory.of(List.of(Fleet.machine(id("a"), "CORP\\CTX-01", "Office", "Servers")));

        List<List<PollTarget>> polled =
                polled(ALL, site, List.of(id("a"), "ctx-01.corp.example", "CORP\\CTX-01"), knows);

        int shard = Shard.of("ctx-01", SHARDS);
        assertThat(shardsPolling(polled, "CTX-01")).containsOnly(shard);
        assertThat(polled.get(shard)).hasSize(knows.get(shard) ? 1 : 2);
    }

    @Test
    void assignsShardByFirstOfTwoConfiguredNames() {
        Inventory site =
                Inventory.of(List.of(Fleet.withDnsName(id("a"), "CORP\\CTX-0002", "terminal-berlin.corp.example")));

        assertThat(shardsPolling(
                        polled(
                                ALL,
                                site,
                                List.of(id("a"), "terminal-berlin.corp.example", "CORP\\CTX-0002"),
                                allKnow()),
                        "CTX-0002"))
                .containsExactly(Shard.of("terminal-berlin", SHARDS));
    }

    @ParameterizedTest
    @MethodSource("knowing")
    void assignsMachinesWithSharedNameToSameShard(List<Boolean> knows) {
        Inventory site = Inventory.of(List.of(
                Fleet.withDnsName(id("a"), "CORP\\CTX-0002", "terminal-berlin.corp.example"),
                Fleet.withDnsName(id("b"), "CORP\\CTX-0003", "terminal-berlin.corp.example")));

        List<List<PollTarget>> polled = polled(ALL, site, List.of("terminal-berlin.corp.example"), knows);

        int shard = Shard.of("terminal-berlin", SHARDS);
        for (int index = 0; index < SHARDS; index++) {
            int expected = index != shard ? 0 : knows.get(shard) ? 2 : 1;
            assertThat(polled.get(index)).as("shard " + index).hasSize(expected);
        }
    }

    @Test
    void assignsIdOrSidByInventoryName() {
        Machine byId = Fleet.machine(id("a"), "CORP\\CTX-0001", "Office", "Servers");
        Machine bySid = Fleet.machine("1109", "CORP\\CTX-0002", "Office", "Servers");
        Inventory site = Inventory.of(List.of(byId, bySid));
        List<String> names = List.of(byId.id().toUpperCase(Locale.ROOT), bySid.sid());

        for (int index = 0; index < SHARDS; index++) {
            PollTargets before = selection(TestConfigs.NONE, index).selectByName(names);
            assertThat(before.machines()).isEmpty();
            assertThat(before.unassigned()).isEqualTo(names);
        }

        List<List<PollTarget>> after = polled(TestConfigs.NONE, site, names, allKnow());
        assertThat(shardsPolling(after, "CTX-0001")).containsExactly(Shard.of("CTX-0001", SHARDS));
        assertThat(shardsPolling(after, "CTX-0002")).containsExactly(Shard.of("CTX-0002", SHARDS));
        assertThat(selection(TestConfigs.NONE, 0).select(site, names).unassigned())
                .isEmpty();
    }

    @Test
    void skipsIdMissingFromInventoryInEveryShard() {
        Inventory site = Inventory.of(List.of());
        List<String> names = List.of(id("a"), "S-1-5-21-1004336348-1177238915-682003330-1109");

        for (int index = 0; index < SHARDS; index++) {
            PollTargets targets = selection(ALL, index).select(site, names);
            assertThat(targets.machines()).isEmpty();
            assertThat(targets.notFound()).isEqualTo(names);
            assertThat(targets.unresolved()).isEqualTo(2);
        }
    }

    @Test
    void pollsConfiguredIdsWithoutShards() {
        MachineSelector alone = new MachineSelector(TestConfigs.NONE, TestConfigs.ONE_EXPORTER);
        List<String> names = List.of(id("a"), "S-1-5-21-1004336348-1177238915-682003330-1109");

        assertThat(alone.selectByName(names).machines())
                .extracting(PollTarget::name)
                .isEqualTo(names);
        assertThat(alone.selectByName(names).unassigned()).isEmpty();
        assertThat(alone.select(Inventory.of(List.of()), names).machines())
                .extracting(PollTarget::name)
                .isEqualTo(names);
    }

    @Test
    void labelsMachinesAsWithoutShards() {
        List<String> names =
                List.of("CORP\\CTX-01", "LAB\\CTX-01", "CTX-02", "CTX-03.corp.example", "GONE", "X\\CTX-05");
        Inventory site =
                Inventory.of(Stream.of("CORP\\CTX-01", "LAB\\CTX-01", "CORP\\CTX-02", "LAB\\CTX-04", "CORP\\CTX-05")
                        .map(name -> Fleet.withDnsName(id(name), name, ""))
                        .toList());
        MachineSelector alone = new MachineSelector(ALL, TestConfigs.ONE_EXPORTER);

        assertThat(labels(polled(ALL, site, names, List.of(false, false, false))))
                .containsExactlyInAnyOrderElementsOf(
                        labels(List.of(alone.selectByName(names).machines())));
        assertThat(labels(polled(ALL, site, names, allKnow())))
                .containsExactlyInAnyOrderElementsOf(
                        labels(List.of(alone.select(site, names).machines())));
    }

    /** Some machines have a DNS name that is longer than or different from their account name. */
    private static Machine machine(int number) {
        String id = id("machine " + number);
        return switch (number % 4) {
            case 0 ->
                Fleet.withDnsName(
                        id,
                        "CORP\\LONGNAME-%06d".formatted(number),
                        "longname-%06d-berlin.corp.example".formatted(number));
            case 1 ->
                Fleet.withDnsName(id, "CORP\\CTX-%04d".formatted(number), "host%d.corp.example".formatted(number * 7));
            case 2 -> Fleet.withDnsName(id, "LAB\\CTX-%04d".formatted(number), "");
            default -> Fleet.machine(id, "CORP\\CTX-%04d".formatted(number), "Office", "Servers");
        };
    }

    private static String configuredName(int number, Machine machine) {
        return switch (number % 20) {
            case 2 -> "10.20.%d.%d".formatted(number / 256, number % 256);
            case 6 -> machine.shortName() + ".not.known.example";
            case 0, 1, 3, 4, 5 -> machine.dnsName();
            case 7, 8, 9, 10 -> machine.name();
            default -> machine.shortName();
        };
    }

    private static List<List<PollTarget>> polled(
            ExporterConfig.Discovery discovery, Inventory inventory, List<String> names, List<Boolean> knows) {
        return IntStream.range(0, SHARDS)
                .mapToObj(index -> {
                    MachineSelector selection = selection(discovery, index);
                    return (knows.get(index) ? selection.select(inventory, names) : selection.selectByName(names))
                            .machines();
                })
                .toList();
    }

    private static MachineSelector selection(ExporterConfig.Discovery discovery, int index) {
        return new MachineSelector(discovery, new TestShard(index, SHARDS));
    }

    private static List<Boolean> allKnow() {
        return List.of(true, true, true);
    }

    private static List<Integer> shardsPolling(List<List<PollTarget>> polled, String label) {
        return IntStream.range(0, SHARDS)
                .filter(index -> polled.get(index).stream().anyMatch(machine -> MachineNames.comparable(machine.label())
                        .startsWith(MachineNames.comparable(label))))
                .boxed()
                .toList();
    }

    private static List<String> labels(List<List<PollTarget>> polled) {
        return polled.stream().flatMap(List::stream).map(PollTarget::label).toList();
    }

    private static String id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
