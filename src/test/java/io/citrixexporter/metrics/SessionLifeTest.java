package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.SiteFixtures;
import io.citrixexporter.TestClock;
import io.citrixexporter.citrix.FakeCitrix;
import io.citrixexporter.config.Strategy;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.poll.CycleResult;
import io.citrixexporter.poll.PolledSite;
import io.citrixexporter.snapshot.MachinePoll;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replays a day with known sessions, while one response in ten fails, and compares every counter and bucket. */
class SessionLifeTest {
    private static final int MACHINES = 9;
    private static final int CYCLES = 288;
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final double[] BUCKETS = {1, 2.5, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600};

    private final Random random = new Random(16);
    private final TestClock clock = new TestClock();
    private final List<SimulatedSession> sessions = sessions();
    private final FakeCitrix citrix = new FakeCitrix(
            machine -> Uni.createFrom().item(() -> faulty(listed(Integer.parseInt(machine.substring(1))))));
    private final Map<Integer, List<Integer>> successes = new HashMap<>();
    private int cycle;

    /**
     * A session.
     *
     * @param start the first cycle that can list it
     * @param established the first cycle at which its logon has ended
     * @param end the first cycle that cannot list it
     * @param gap a cycle whose list lacks it; 0 for none
     */
    private record SimulatedSession(
            String id, int machine, int start, int established, int establishmentMillis, int end, int gap) {
        boolean isListed(int cycle) {
            return cycle >= start && cycle < end && cycle != gap;
        }

        String json(int cycle) {
            boolean loggingOn = cycle < established;
            return """
                    {"Id":"%s","State":"Active","AppState":"Desktop","Connection":{"Protocol":"Hdx"},"LogonInProgress":%s,\
                    "EstablishmentDurationMilliseconds":%s,"Machine":{"Id":"m%d"}}""".formatted(id, loggingOn, loggingOn ? "null" : Integer.toString(establishmentMillis), machine);
        }
    }

    /** What the counters of a delivery group must be. */
    private static final class Expected {
        private int starts;
        private int ends;
        private final List<Integer> establishments = new ArrayList<>();
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void countsEveryStartEndAndDurationOnce(Strategy strategy) {
        citrix.machines(FakeCitrix.page(
                "",
                IntStream.range(0, MACHINES)
                        .mapToObj(SessionLifeTest::inventoryItem)
                        .toArray(String[]::new)));
        citrix.sessions(token -> faulty(IntStream.range(0, MACHINES)
                .boxed()
                .flatMap(machine -> listed(machine).stream())
                .toList()));
        ExpositionFixture exposition = new ExpositionFixture(clock);
        PolledSite site = new PolledSite(
                SiteFixtures.site(
                        List.of(),
                        Optional.empty(),
                        TestConfigs.EVERY_MACHINE,
                        Optional.of(Duration.ofDays(2)),
                        strategy),
                citrix.client(clock, Duration.ofSeconds(10)),
                clock);
        exposition.watch(site.unpolled());

        for (cycle = 1; cycle <= CYCLES; cycle++) {
            CycleResult result = site.cycle();
            exposition.metrics.cycleEnded(result, site.snapshot());
            result.polls().stream().filter(MachinePoll::succeeded).forEach(poll -> successes
                    .computeIfAbsent(machine(poll), any -> new ArrayList<>())
                    .add(cycle));
            clock.advance(INTERVAL);
        }

        assertThat(successes.values().stream().mapToInt(List::size).sum())
                .as("polls that succeed")
                .isBetween(MACHINES * CYCLES / 2, MACHINES * CYCLES - 1);
        ParsedExposition metrics = ParsedExposition.of(exposition.scrape());
        Map<String, Expected> expected = expected();
        assertThat(expected.values()).allMatch(group -> group.starts > 100 && group.establishments.size() > 100);
        expected.forEach((group, values) -> {
            assertThat(value(metrics, "citrix_session_starts_total", group)).isEqualTo(values.starts);
            assertThat(value(metrics, "citrix_session_ends_total", group)).isEqualTo(values.ends);
            String duration = "citrix_session_establishment_duration_seconds";
            assertThat(value(metrics, duration + "_count", group)).isEqualTo(values.establishments.size());
            for (double bucket : BUCKETS) {
                assertThat(metrics.rows(duration + "_bucket").stream()
                                .filter(row -> row.label("delivery_group").equals(group))
                                .filter(row -> !row.label("le").equals("+Inf"))
                                .filter(row -> Double.parseDouble(row.label("le")) == bucket)
                                .map(ParsedExposition.Row::value))
                        .as("%s, at most %s s", group, bucket)
                        .containsExactly((double) values.establishments.stream()
                                .filter(millis -> millis <= bucket * 1000)
                                .count());
            }
        });
    }

    /** By the whole life of each session, unlike the exporter, which compares one list with the next. */
    private Map<String, Expected> expected() {
        Map<String, Expected> groups = new TreeMap<>();
        for (SimulatedSession session : sessions) {
            Expected group = groups.computeIfAbsent(group(session.machine()), any -> new Expected());
            List<Integer> polls = successes.get(session.machine());
            Optional<Integer> first = polls.stream().filter(session::isListed).findFirst();
            boolean started = first.isPresent() && !first.get().equals(polls.get(0));
            group.starts += started ? 1 : 0;
            group.ends +=
                    first.isPresent() && polls.stream().anyMatch(poll -> poll > first.get() && !session.isListed(poll))
                            ? 1
                            : 0;
            // An end is final: a session that the next list has again is not observed.
            boolean observed = started
                    && polls.stream()
                            .filter(poll -> poll >= first.get())
                            .takeWhile(session::isListed)
                            .anyMatch(poll -> poll >= session.established());
            if (observed) {
                group.establishments.add(session.establishmentMillis());
            }
        }
        return groups;
    }

    private List<SimulatedSession> sessions() {
        return IntStream.range(0, 900)
                .mapToObj(i -> {
                    int start = random.nextInt(CYCLES) - 10;
                    int established = start + random.nextInt(3);
                    int end = Math.max(start + 1, established) + random.nextInt(60);
                    int gap = random.nextInt(20) == 0 ? start + 3 : 0;
                    return new SimulatedSession(
                            "session-" + i,
                            random.nextInt(MACHINES),
                            start,
                            established,
                            100 + random.nextInt(400_000) / (1 + random.nextInt(40)),
                            end,
                            gap);
                })
                .toList();
    }

    private List<String> listed(int machine) {
        return sessions.stream()
                .filter(session -> session.machine() == machine && session.isListed(cycle))
                .map(session -> session.json(cycle))
                .toList();
    }

    private Response faulty(List<String> items) {
        return switch (random.nextInt(40)) {
            case 0 -> FakeCitrix.status(503);
            case 1 -> FakeCitrix.status(404);
            case 2 -> FakeCitrix.page("there-is-more", items.stream().limit(1).toArray(String[]::new));
            case 3 -> FakeCitrix.page("", "{\"Id\":\"broken");
            default -> FakeCitrix.page("", items.toArray(String[]::new));
        };
    }

    private static String inventoryItem(int machine) {
        return "{\"Id\":\"m%1$d\",\"Name\":\"CORP\\\\CTX-%1$d\",\"DeliveryGroup\":{\"Name\":\"%2$s\"}}"
                .formatted(machine, group(machine));
    }

    private static int machine(MachinePoll poll) {
        return Integer.parseInt(poll.target().machine().orElseThrow().id().substring(1));
    }

    private static String group(int machine) {
        return machine % 3 == 0 ? "Desktops" : "Office";
    }

    private static double value(ParsedExposition metrics, String name, String group) {
        return metrics.rows(name).stream()
                .filter(row -> row.label("delivery_group").equals(group))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
