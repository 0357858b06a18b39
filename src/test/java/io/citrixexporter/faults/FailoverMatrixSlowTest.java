package io.citrixexporter.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.LogLines;
import io.citrixexporter.poll.Polling;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Failover from a failed controller to one that works, and only then. All cases run in the same cycles, each on its own
 * site, so that the timeouts of hanging calls are waited for only once.
 */
@QuarkusTest
@TestProfile(FailoverMatrixSlowTest.OnFailoverSites.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverMatrixSlowTest {
    private static final int MAX_CYCLES_TO_WARM_UP = 10;
    private static final int CYCLES_AFTERWARDS = 3;
    private static final int CYCLES =
            FailoverCase.all().stream().mapToInt(FailoverCase::maxCycles).max().orElseThrow() + CYCLES_AFTERWARDS;

    FailoverSites sites;

    @Inject
    Polling polling;

    @TestHTTPResource("/q/metrics")
    URI metrics;

    private List<String> log = List.of();
    private List<String> errors = List.of();

    @BeforeAll
    void runCyclesWhileControllersFail() throws IOException, InterruptedException {
        ScrapedMetrics before = untilAllAreUp();
        try (LogLines lines = LogLines.of("io.citrixexporter");
                LogLines errorLines = LogLines.errors()) {
            sites.all().forEach(site -> site.fail(before));
            for (int i = 0; i < CYCLES; i++) {
                sites.all().forEach(FailoverSite::beforeCycle);
                polling.cycle();
                ScrapedMetrics scraped = ScrapedMetrics.from(metrics);
                sites.all().forEach(site -> site.afterCycle(scraped));
            }
            log = lines.take();
            errors = errorLines.take();
        }
    }

    /** The first cycles of a cold JVM may be too slow for the short request timeout. */
    private ScrapedMetrics untilAllAreUp() throws IOException, InterruptedException {
        for (int i = 0; i < MAX_CYCLES_TO_WARM_UP; i++) {
            polling.cycle();
            ScrapedMetrics scraped = ScrapedMetrics.from(metrics);
            if (sites.all().stream().allMatch(site -> site.isUp(scraped))) {
                return scraped;
            }
        }
        throw new AssertionError("not all machines are up after " + MAX_CYCLES_TO_WARM_UP + " cycles without a fault");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.citrixexporter.faults.FailoverCase#all")
    void failsOverAndKeepsNewController(FailoverCase failoverCase) {
        FailoverSite site = sites.get(failoverCase.site());
        List<FailoverSite.CycleState> cycles = site.cycles();

        assertThat(cycles.subList(failoverCase.maxCycles() - 1, CYCLES))
                .as("from cycle %d of %s, failover to %s", failoverCase.maxCycles(), cycles, site.other())
                .hasSizeGreaterThan(CYCLES_AFTERWARDS)
                .allMatch(cycle -> cycle.up() == FailoverSite.MACHINES)
                .allMatch(cycle -> cycle.controller().equals(site.other()));
        assertThat(failovers(site)).as("logged failovers").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {FailoverSites.BOTH_500, FailoverSites.BOTH_HANG})
    void keepsControllerWhenAllControllersFail(String name) {
        FailoverSite site = sites.get(name);

        assertThat(site.cycles())
                .as("cycles of %s", site.used())
                .allMatch(cycle -> cycle.up() == 0)
                .allMatch(cycle -> cycle.controller().equals(site.used()))
                .allMatch(cycle -> cycle.otherCalls() <= 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {FailoverSites.ONE_MACHINE_HANGS, "stub"})
    void keepsControllerWhileMostMachinesRespond(String name) {
        FailoverSite site = sites.get(name);

        assertThat(site.cycles())
                .as("cycles of %s", site.used())
                .allMatch(cycle -> cycle.up() >= FailoverSite.MACHINES - 1)
                .allMatch(cycle -> cycle.controller().equals(site.used()))
                .allMatch(cycle -> cycle.otherCalls() == 0);
        assertThat(failovers(site)).isEmpty();
    }

    @Test
    void logsNoError() {
        assertThat(errors).isEmpty();
    }

    private List<String> failovers(FailoverSite site) {
        return log.stream().filter(site::isFailover).toList();
    }

    /** The program with a site for each case. */
    public static final class OnFailoverSites implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FailoverSites.class));
        }
    }
}
