package io.citrixexporter.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.LogLines;
import io.citrixexporter.poll.Polling;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Failing machines never prevent polls of other machines, regardless of the failure and of their position in the list. How
 * long a cycle takes is measured by {@code FaultMatrixRun} on a larger site; this test checks the number of requests.
 */
@QuarkusTest
@TestProfile(FaultMatrixSlowTest.OnAFaultySite.class)
class FaultMatrixSlowTest {
    private static final int MACHINES = FaultySiteResource.MACHINES;
    private static final int CYCLES_TO_RECOVER = 2;
    /** Maximum number of cycles until the state of a failed earlier case is gone. */
    private static final Duration RECOVERY = Duration.ofSeconds(15);
    /** Tolerance for a busy host. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    FaultySite site;

    @Inject
    Polling polling;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    private final LogLines errors = LogLines.errors();
    private ScrapedMetrics last = new ScrapedMetrics("");
    private Duration normal = Duration.ZERO;

    /** The results of a cycle from the metrics and the site. */
    private record CycleResult(
            Set<Integer> up, Map<String, Double> failures, Duration duration, double limit, SiteRequests requests) {}

    @BeforeEach
    void runSuccessfulCycle() throws IOException, InterruptedException {
        site.repair();
        last = ScrapedMetrics.from(metrics);
        CycleResult cycle =
                await("normal cycle").atMost(RECOVERY).pollDelay(Duration.ZERO).until(this::cycle, this::isNormal);
        normal = cycle.duration();
    }

    @AfterEach
    void logsNoError() {
        errors.close();
        assertThat(errors.take()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.citrixexporter.faults.FaultCase#all")
    void pollsHealthyMachinesWhileOthersFail(FaultCase faultCase) throws IOException, InterruptedException {
        MachineFault fault = faultCase.fault();
        site.fail(fault, faultCase.affected(MACHINES));
        Set<Integer> failing = faultCase.failing(MACHINES);
        CycleResult first = cycle();
        CycleResult second = cycle();

        if (fault != MachineFault.HANG) {
            assertOnlyTheseFail(failing, fault, first);
        }
        assertOnlyTheseFail(failing, fault, second);
        for (CycleResult cycle : List.of(first, second)) {
            assertThat(cycle.duration())
                    .as("duration")
                    .isLessThan(longest(fault).plus(SLACK));
            assertThat(cycle.requests().maxInFlight()).as("in flight").isLessThanOrEqualTo(maxInFlight(fault));
        }
        assertThat(second.requests().sessionsCalls())
                .as("sessions calls of the second cycle")
                .isLessThanOrEqualTo(MACHINES * 5 / 4);

        site.repair();
        CycleResult last = second;
        for (int i = 0; i < CYCLES_TO_RECOVER; i++) {
            last = cycle();
        }
        assertOnlyTheseFail(Set.of(), MachineFault.NONE, last);
    }

    private void assertOnlyTheseFail(Set<Integer> failing, MachineFault fault, CycleResult cycle) {
        Set<Integer> good = IntStream.range(0, MACHINES)
                .boxed()
                .filter(machine -> !failing.contains(machine))
                .collect(Collectors.toSet());
        assertThat(cycle.up()).as("machines that are up").isEqualTo(good);
        assertThat(cycle.requests().successful()).as("machines with a response").isEqualTo(good);
        assertThat(cycle.failures())
                .as("failed polls by reason")
                .isEqualTo(failing.isEmpty() ? Map.of() : Map.of(fault.reason(), (double) failing.size()));
    }

    /** With slow machines a cycle takes longer; with hanging machines it ends at its deadline. */
    private Duration longest(MachineFault fault) {
        return switch (fault) {
            case HANG -> FaultySiteResource.TIMEOUT;
            case SLOW -> normal.multipliedBy(MachineFault.SLOWDOWN);
            default -> normal.multipliedBy(13).dividedBy(10);
        };
    }

    /** The site detects a timed out call shortly after the exporter starts the next one. */
    private static int maxInFlight(MachineFault fault) {
        return fault == MachineFault.HANG ? 2 * FaultySiteResource.CONCURRENCY : FaultySiteResource.CONCURRENCY;
    }

    private boolean isNormal(CycleResult cycle) {
        return cycle.up().size() == MACHINES && cycle.limit() == FaultySiteResource.CONCURRENCY;
    }

    private CycleResult cycle() throws IOException, InterruptedException {
        ScrapedMetrics before = last;
        site.takeRequests();
        polling.cycle();
        SiteRequests requests = site.takeRequests();
        ScrapedMetrics after = ScrapedMetrics.from(metrics);
        last = after;
        return new CycleResult(
                up(after),
                failures(before, after),
                duration(before, after),
                after.value("citrix_exporter_concurrency_limit", "stub"),
                requests);
    }

    private static Set<Integer> up(ScrapedMetrics metrics) {
        return metrics.byLabel("citrix_machine_up", "stub", "machine").entrySet().stream()
                .filter(machine -> machine.getValue() == 1)
                .map(machine -> Integer.valueOf(machine.getKey().substring("CTX-".length())))
                .collect(Collectors.toSet());
    }

    /** The increase of the counter of each reason, if any. */
    private static Map<String, Double> failures(ScrapedMetrics before, ScrapedMetrics after) {
        Map<String, Double> grown = new HashMap<>(failures(after));
        failures(before).forEach((reason, count) -> grown.merge(reason, -count, Double::sum));
        grown.values().removeIf(count -> count == 0);
        return grown;
    }

    private static Map<String, Double> failures(ScrapedMetrics metrics) {
        return metrics.byLabel("citrix_exporter_poll_failures_total", "stub", "reason");
    }

    private static Duration duration(ScrapedMetrics before, ScrapedMetrics after) {
        return Duration.ofNanos(Math.round(1e9 * (cycleSeconds(after) - cycleSeconds(before))));
    }

    private static double cycleSeconds(ScrapedMetrics metrics) {
        return metrics.value("citrix_exporter_cycle_duration_seconds_sum", "stub");
    }

    /** The program with one faulty site. */
    public static final class OnAFaultySite implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FaultySiteResource.class));
        }
    }
}
