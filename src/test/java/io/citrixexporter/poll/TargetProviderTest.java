package io.citrixexporter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.LogLines;
import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestShard;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.PollFailure;
import io.citrixexporter.snapshot.InventoryStatus;
import io.citrixexporter.targets.ConfiguredMachines;
import io.citrixexporter.targets.MachinesFileStatus;
import io.citrixexporter.targets.PollTarget;
import io.citrixexporter.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetProviderTest {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final String GUID = "2f6b3b5e-8a53-4c43-9c3e-6d1b1f6b6f11";
    private static final String ONE = FakeCitrix.machine("1", "CTX-01");
    private static final String TWO = FakeCitrix.machine("2", "CTX-02");

    private final TestClock clock = new TestClock();
    private final FakeCitrix citrix = new FakeCitrix();
    private final LogLines log = LogLines.of(TargetLog.class.getName());
    private final LogLines fileLog = LogLines.of(ConfiguredMachines.class.getName());

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        log.close();
        fileLog.close();
    }

    @Test
    void readsInventoryInFirstCycleAndThenPerInterval() {
        citrix.machines(FakeCitrix.page("", ONE));
        TargetProvider provider = discovering();
        assertThat(provider.targets().machines()).isEmpty();
        assertThat(provider.inventoryStatus()).hasValue(new InventoryStatus(Instant.EPOCH, 0));

        assertThat(refresh(provider)).isEmpty();
        citrix.machines(FakeCitrix.page("", TWO));
        clock.advance(EVERY.minusMillis(1));
        refresh(provider);
        assertThat(citrix.machinePages()).isEqualTo(1);
        assertThat(labels(provider)).containsExactly("CTX-01");

        clock.advance(Duration.ofMillis(1));
        refresh(provider);
        assertThat(citrix.machinePages()).isEqualTo(2);
        assertThat(labels(provider)).containsExactly("CTX-02");
        assertThat(provider.inventoryStatus().orElseThrow().lastSuccess()).isEqualTo(clock.instant());
    }

    @Test
    void keepsLastInventoryWhileReadsFailAndLogsOnce() {
        citrix.machines(FakeCitrix.page("", ONE));
        TargetProvider provider = discovering();
        refresh(provider);
        Instant read = clock.instant();
        log.take();
        citrix.machines(FakeCitrix.status(503));
        clock.advance(EVERY);

        assertThat(refresh(provider)).map(PollFailure::reason).hasValue(FailureReason.SERVER_ERROR);
        assertThat(refresh(provider)).isPresent();
        assertThat(labels(provider)).containsExactly("CTX-01");
        assertThat(provider.inventoryStatus().orElseThrow().lastSuccess()).isEqualTo(read);
        assertThat(log.take())
                .singleElement()
                .asString()
                .startsWith("WARN prod: reading the inventory failed, server_error")
                .endsWith("; keeping the previous one");

        citrix.machines(FakeCitrix.page("", ONE));
        assertThat(refresh(provider)).isEmpty();
        assertThat(log.take()).containsExactly("INFO prod: inventory read, 1 machines");
    }

    @Test
    void pollsConfiguredMachinesWithoutInventory() {
        citrix.machines(FakeCitrix.status(403));
        TargetProvider provider = provider(List.of("CTX-01"), Optional.empty(), Optional.of(EVERY));

        assertThat(refresh(provider)).map(PollFailure::reason).hasValue(FailureReason.FORBIDDEN);
        assertThat(provider.targets().machines()).containsExactly(PollTarget.named("CTX-01", "CTX-01"));
        assertThat(provider.inventoryStatus().orElseThrow().unresolved()).isZero();
    }

    @Test
    void neverReadsDisabledInventory() {
        TargetProvider provider = provider(List.of("CTX-01"), Optional.empty(), Optional.empty());

        assertThat(refresh(provider)).isEmpty();
        assertThat(citrix.machinePages()).isZero();
        assertThat(provider.inventoryStatus()).isEmpty();
        assertThat(log.take()).isEmpty();
    }

    @Test
    void logsUnmatchedNamesOnceUntilTheyChange() {
        citrix.machines(FakeCitrix.page("", ONE, FakeCitrix.machine("3", "TWIN"), FakeCitrix.machine("4", "TWIN")));
        TargetProvider provider = provider(List.of("CTX-01", "CTX-02", "TWIN"), Optional.empty(), Optional.of(EVERY));
        refresh(provider);
        refresh(provider);

        assertThat(provider.inventoryStatus().orElseThrow().unresolved()).isEqualTo(2);
        assertThat(labels(provider)).containsExactly("CTX-01", "CTX-02");
        assertThat(log.take())
                .containsExactly(
                        "INFO prod: inventory read, 3 machines",
                        "WARN prod: configured names not found in the inventory: CTX-02",
                        "WARN prod: configured names that match several machines are not polled; write the id of one of"
                                + " the matches: TWIN (CORP\\TWIN 3, CORP\\TWIN 4)");

        citrix.machines(FakeCitrix.page("", TWO, FakeCitrix.machine("3", "TWIN"), FakeCitrix.machine("4", "TWIN")));
        clock.advance(EVERY);
        refresh(provider);
        assertThat(log.take())
                .containsExactly(
                        "INFO prod: inventory read, 3 machines",
                        "WARN prod: configured names not found in the inventory: CTX-01");
    }

    @Test
    void logsEmptySelectionOncePerInventoryChange() {
        String warning = "WARN prod: no machine is selected; check machines, discovery and shard";
        citrix.machines(FakeCitrix.page(""));
        TargetProvider provider = discovering();
        refresh(provider);
        assertThat(log.take()).containsExactly("INFO prod: inventory read, 0 machines", warning);
        clock.advance(EVERY);
        refresh(provider);
        assertThat(log.take()).isEmpty();

        citrix.machines(FakeCitrix.page("", ONE));
        clock.advance(EVERY);
        refresh(provider);
        citrix.machines(FakeCitrix.page(""));
        clock.advance(EVERY);
        refresh(provider);
        assertThat(log.take()).endsWith("INFO prod: inventory read, 0 machines", warning);
    }

    @Test
    void appliesChangedMachinesFileInNextCycle() throws IOException {
        Path file = Files.writeString(directory.resolve("machines"), "CTX-01\nCTX-02\n");
        TargetProvider provider = provider(List.of("ctx-01"), Optional.of(file), Optional.empty());
        assertThat(labels(provider)).containsExactly("ctx-01", "CTX-02");

        Files.writeString(file, "# one new\nCTX-03\n");
        clock.advance(EVERY);
        assertThat(labels(provider)).containsExactly("ctx-01", "CTX-02");
        refresh(provider);

        assertThat(labels(provider)).containsExactly("ctx-01", "CTX-03");
        assertThat(provider.fileStatus()).hasValue(new MachinesFileStatus(true, clock.instant()));
        assertThat(fileLog.take()).containsExactly("INFO prod: machines file reloaded, 1 names");
    }

    @Test
    void keepsLastNamesWhileMachinesFileIsInvalidAndLogsOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("machines"), "CTX-01\n");
        TargetProvider provider = provider(List.of(), Optional.of(file), Optional.empty());
        MachinesFileStatus bad = new MachinesFileStatus(false, TestClock.START);
        clock.advance(EVERY);
        for (String content : List.of("", "# nothing\n", "CTX-02\nCTX 03, CTX-04\n")) {
            Files.writeString(file, content);
            refresh(provider);
            assertThat(labels(provider)).containsExactly("CTX-01");
            assertThat(provider.fileStatus()).hasValue(bad);
        }
        Files.delete(file);
        refresh(provider);
        assertThat(labels(provider)).containsExactly("CTX-01");
        assertThat(provider.fileStatus()).hasValue(bad);
        assertThat(fileLog.take()).hasSize(1);

        Files.writeString(file, "CTX-01\n");
        refresh(provider);
        assertThat(provider.fileStatus()).hasValue(new MachinesFileStatus(true, clock.instant()));
        assertThat(fileLog.take()).containsExactly("INFO prod: machines file reloaded, 1 names");
    }

    @Test
    void startsShardWithoutMachinesOfOtherShards() {
        List<String> names = List.of("CTX-01", "CTX-02", "CTX-03", "CTX-04", "CTX-05", "CTX-06");
        List<String> started = new ArrayList<>();
        for (int index = 0; index < 2; index++) {
            TargetProvider provider = provider(names, Optional.empty(), Optional.of(EVERY), new TestShard(index, 2));
            List<String> share = labels(provider);
            started.addAll(share);

            citrix.machines(FakeCitrix.status(503));
            refresh(provider);
            assertThat(labels(provider)).isEqualTo(share);
            citrix.machines(FakeCitrix.page(
                    "",
                    names.stream()
                            .map(name -> FakeCitrix.machine("id-of-" + name, name))
                            .toArray(String[]::new)));
            refresh(provider);
            assertThat(labels(provider)).isEqualTo(share);
        }
        assertThat(started).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void logsIdsThatNeedInventoryOnceUntilTheyChange() throws IOException {
        Path file = Files.writeString(directory.resolve("machines"), "CTX-01\n" + GUID + "\n");
        TargetProvider provider = provider(List.of(), Optional.of(file), Optional.empty(), new TestShard(0, 2));
        refresh(provider);
        refresh(provider);

        assertThat(labels(provider)).doesNotContain(GUID);
        assertThat(log.take())
                .containsExactly("WARN prod: configured names not polled, since shards need the inventory to assign an"
                        + " id or SID; write DOMAIN\\NAME, or set inventory.interval: " + GUID);

        Files.writeString(file, "CTX-01\n" + GUID + "\nS-1-5-21-1-2-3-1109\n");
        clock.advance(EVERY);
        refresh(provider);
        assertThat(log.take()).singleElement().asString().endsWith(GUID + ", S-1-5-21-1-2-3-1109");
    }

    @Test
    void pollsIdInShardAfterInventoryIsRead() {
        citrix.machines(FakeCitrix.status(503));
        List<TargetProvider> shards = Stream.of(0, 1)
                .map(index -> provider(List.of(GUID), Optional.empty(), Optional.of(EVERY), new TestShard(index, 2)))
                .toList();
        shards.forEach(this::refresh);
        assertThat(shards).allSatisfy(provider -> assertThat(labels(provider)).isEmpty());
        assertThat(log.take()).filteredOn(line -> line.endsWith(GUID)).hasSize(2);

        citrix.machines(FakeCitrix.page("", FakeCitrix.machine(GUID, "CTX-01")));
        shards.forEach(this::refresh);
        assertThat(shards.stream().flatMap(provider -> labels(provider).stream()))
                .containsExactly("CTX-01");
    }

    private TargetProvider discovering() {
        return new TargetProvider(
                SiteFixtures.site(
                        List.of(),
                        Optional.empty(),
                        TestConfigs.EVERY_MACHINE,
                        Optional.of(EVERY),
                        Strategy.PER_MACHINE),
                TestConfigs.ONE_EXPORTER,
                citrix.client(clock, EVERY),
                clock);
    }

    private TargetProvider provider(List<String> machines, Optional<Path> file, Optional<Duration> interval) {
        return provider(machines, file, interval, TestConfigs.ONE_EXPORTER);
    }

    private TargetProvider provider(
            List<String> machines, Optional<Path> file, Optional<Duration> interval, ExporterConfig.Shard shard) {
        return new TargetProvider(
                SiteFixtures.site(machines, file, TestConfigs.NONE, interval, Strategy.PER_MACHINE),
                shard,
                citrix.client(clock, EVERY),
                clock);
    }

    private Optional<PollFailure> refresh(TargetProvider provider) {
        return provider.refresh(Deadline.after(EVERY, clock), Runnable::run)
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static List<String> labels(TargetProvider provider) {
        return provider.targets().machines().stream().map(PollTarget::label).toList();
    }
}
