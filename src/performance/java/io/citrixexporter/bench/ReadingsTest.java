package io.citrixexporter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parsing and arithmetic of the benchmark. */
class ReadingsTest {
    private static final SiteSettings SITE = new SiteSettings(2500, 10, 30, true, 1);

    @Test
    void percentilesLieBetweenMeasuredValues() {
        Distribution distribution = new Distribution(List.of(4.0, 1.0, 3.0, 2.0));

        assertThat(distribution.median()).isEqualTo(2.5);
        assertThat(distribution.worst()).isEqualTo(4);
        assertThat(distribution.percentile(0)).isEqualTo(1);
        assertThat(distribution.percentile(99)).isCloseTo(3.97, within(1e-9));
        assertThat(new Distribution(List.of()).percentile(99)).isZero();
    }

    @Test
    void parsesWrkOutput() throws Tool.MissingException {
        Wrk.Outcome outcome = Wrk.outcome("""
                Running 10s test @ http://127.0.0.1:8181
                Requests/sec:  25000.00
                done requests=250000 micros=10000000 bytes=123 errors=0
                """);

        assertThat(outcome).isEqualTo(new Wrk.Outcome(250_000, 10, 123, 0));
        assertThat(outcome.requestsPerSecond()).isEqualTo(25_000);
        assertThatThrownBy(() -> Wrk.outcome("unable to connect")).isInstanceOf(Tool.MissingException.class);
    }

    @Test
    void parsesPythonLoopOutput() throws Exception {
        PythonLoop.Outcome outcome = PythonLoop.outcome("""
                {"machines": 4, "wall": 0.5, "cpu": 0.25, "states": {"Active": 30, "Connected": 10}}
                """);

        assertThat(outcome.sessions()).isEqualTo(40);
        assertThat(outcome.millisPerMachine()).isEqualTo(125);
        assertThat(outcome.cpuMillisPerMachine()).isEqualTo(62.5);
    }

    @Test
    void readsHeapOfSeveralCollectors() {
        assertThat(Heap.used("""
                 def new generation   total 9792K, used 512K [0x1, 0x2, 0x3)
                  eden space 8704K,   0% used [0x1, 0x2, 0x3)
                 tenured generation   total 21888K, used 16K [0x1, 0x2, 0x3)
                   the space 21888K,  60% used [0x1, 0x2, 0x3, 0x4)
                 Metaspace       used 46345K, committed 46784K, reserved 1114112K
                  class space    used 5678K, committed 5888K, reserved 1048576K
                """)).isEqualTo(528.0 / 1024);
        assertThat(Heap.used(" garbage-first heap   total 262144K, used 2048K [0x1, 0x2)\n"))
                .isEqualTo(2);
        assertThat(Heap.used(" ZHeap           used 12M, capacity 256M, max capacity 4096M\n"))
                .isEqualTo(12);
    }

    @Test
    void readsCpuTimeOfProcessWithAnyName() {
        assertThat(ProcessStats.cpu("7 (a b) c) S 1 7 7 0 -1 4194560 1 0 0 0 150 50 0 0 20 0 30 0 9 1 2"))
                .isEqualTo(2);
    }

    @Test
    void readsExposition() {
        MetricsText metrics = new MetricsText("""
                # TYPE a gauge
                a{b="1",} 2.0
                a{b="2",} 3.0
                a_count 7
                """);

        assertThat(metrics.sum("a")).isEqualTo(5);
        assertThat(metrics.sum("b")).isZero();
        assertThat(metrics.series()).isEqualTo(3);
    }

    @Test
    void subtractsIdleUsageFromCycle() {
        CycleReading reading = new CycleReading(1.5, 0.9, 2, 0, 0.2, 4, 0.1, 1, 10, 10, 0);
        MeasuredCycles cycles = new MeasuredCycles(List.of(reading, reading));

        assertThat(cycles.idleCpuPerSecond()).isEqualTo(0.05);
        assertThat(cycles.cpuPerCycle()).isCloseTo(0.8, within(1e-9));
        assertThat(cycles.cpuPerSecond()).isCloseTo(1.2 / 7, within(1e-9));
    }

    @Test
    void derivesIntervalFromLatency() {
        assertThat(BenchSettings.limit(SITE, 50)).isEqualTo(Duration.ofMillis(1500));
        assertThat(BenchSettings.interval(SITE, 50)).isEqualTo(Duration.ofSeconds(5 + 1 + 2));
    }

    @Test
    void roundsValues() {
        assertThat(Report.rounded(0.01234)).isEqualTo("0.012");
        assertThat(Report.rounded(12.345)).isEqualTo("12.3");
        assertThat(Report.rounded(1234567)).isEqualTo("1,234,567");
        assertThat(Report.rounded(20)).isEqualTo("20");
        assertThat(Report.rounded(0)).isEqualTo("0");
    }

    @Test
    void createsSessionsOfRealisticSize() {
        BenchResponses responses = new BenchResponses(SITE);
        String path = "/cvad/manage/Machines/" + SiteText.machineId(2499) + "/Sessions";

        assertThat(responses.to(path, null, false).length() / 10).isBetween(1500, 2200);
        assertThat(responses.to(path, "fields=Id%2CState", false).toString(StandardCharsets.UTF_8))
                .startsWith("{\"Items\":[{\"Id\":\"")
                .doesNotContain("Connection");
        assertThat(responses.to("/cvad/manage/Machines/" + SiteText.machineId(2500) + "/Sessions", null, false))
                .isNull();
    }

    @Test
    void listsEverySessionOnPages() {
        BenchResponses responses = new BenchResponses(SITE);

        assertThat(responses.to("/cvad/manage/Machines", "limit=1000", false).toString())
                .endsWith("\"ContinuationToken\":\"1000\"}");
        assertThat(responses
                        .to("/cvad/manage/Machines", "limit=1000&continuationToken=2000", false)
                        .toString())
                .contains(SiteText.machineId(2499))
                .endsWith("\"ContinuationToken\":null}");
    }
}
