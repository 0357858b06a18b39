package io.citrixexporter.metrics;

import static io.citrixexporter.metrics.Known.NOON;
import static io.citrixexporter.metrics.Known.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.model.Session;
import io.citrixexporter.model.SessionTally;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.Snapshots;
import io.citrixexporter.targets.PollTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scrapes in a tight loop while snapshots are replaced: each must show one complete snapshot without duplicate series. */
class ScrapeWhileSwappingSlowTest {
    private static final int MACHINES = 50;
    private static final int SCRAPES = 1_500;

    private final List<PollTarget> machines = IntStream.range(0, MACHINES)
            .mapToObj(number -> Known.machine("CTX-" + number, "Office"))
            .toList();
    private final ExpositionFixture exposition = new ExpositionFixture(NOON);

    @Test
    void exportsOnlyCompleteSnapshots() throws InterruptedException {
        exposition.watch(Snapshots.unpolled("prod", machines));
        publishWithSessionsOnEachMachine(1);
        AtomicBoolean done = new AtomicBoolean();
        Thread publisher = new Thread(() -> {
            for (int sessions = 1; !done.get(); sessions = sessions % 5 + 1) {
                publishWithSessionsOnEachMachine(sessions);
            }
        });
        publisher.start();
        try {
            Set<Integer> seen = new HashSet<>();
            for (int scrape = 0; scrape < SCRAPES; scrape++) {
                seen.add(sessionsOnEachMachine(exposition.scrape()));
            }
            assertThat(seen).as("scraped snapshots").hasSizeGreaterThan(1);
        } finally {
            done.set(true);
            publisher.join();
        }
    }

    private void publishWithSessionsOnEachMachine(int count) {
        SessionTally tally = Known.tally(IntStream.range(0, count)
                .mapToObj(number -> session("s" + number, "Active", "Hdx", "Desktop"))
                .toArray(Session[]::new));
        exposition.publish(
                "prod",
                Known.cycle(
                        NOON,
                        Duration.ofSeconds(1),
                        machines.stream()
                                .map(machine -> Known.read(machine, NOON, tally))
                                .toArray(MachinePoll[]::new)));
    }

    private static int sessionsOnEachMachine(String scrape) {
        List<String> rows = Arrays.stream(scrape.split("\n"))
                .filter(line -> line.startsWith("citrix_sessions{") || line.startsWith("citrix_machine_sessions{"))
                .toList();
        // A series of citrix_machine_up and four states per machine.
        assertThat(rows).hasSize(MACHINES * 5);
        assertThat(rows.stream().map(row -> row.substring(0, row.indexOf('}')))).doesNotHaveDuplicates();
        List<Double> active = rows.stream()
                .filter(row -> row.contains("state=\"Active\""))
                .map(row -> Double.valueOf(row.substring(row.indexOf("} ") + 2)))
                .distinct()
                .toList();
        assertThat(active).as("counts of all machines in one scrape").hasSize(1);
        return active.get(0).intValue();
    }
}
