package io.citrixexporter.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.citrixexporter.faults.FaultCase;
import io.citrixexporter.faults.FaultySite;
import io.citrixexporter.packaged.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Measures the packaged exporter on a site where some machines fail: whether the others are polled in every cycle, and
 * how much longer that takes. Takes minutes, so it is not part of the tests:
 * {@code ./mvnw -Psoak verify -Dit.test=FaultMatrixRun}.
 */
class FaultMatrixRun {
    private static final Path DIRECTORY = Path.of("target/fault-matrix");

    private final FaultMatrixSettings settings = FaultMatrixSettings.ofSystemProperties();
    private final FaultMatrixTable table = new FaultMatrixTable(settings.machines());

    @Test
    void pollsHealthyMachinesWhileOthersFail() throws IOException {
        assertThat(settings.cases()).as("selected cases").isNotEmpty();
        System.out.println(FaultMatrixTable.heading());
        try {
            run(settings.cases(false), FaultMatrixSettings.interval(false));
            run(settings.cases(true), FaultMatrixSettings.interval(true));
        } finally {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve("report.txt"), table.toString());
            System.out.println(table);
        }
        assertThat(table.violations()).as("violations").isEmpty();
    }

    private void run(List<FaultCase> cases, Duration interval) throws IOException {
        if (cases.isEmpty()) {
            return;
        }
        try (FaultySite site = FaultySite.start(
                        FaultySite.vertx(), settings.machines(), settings.latency(), settings.errorLatency());
                RunningExporter exporter = RunningExporter.start(DIRECTORY, settings.yaml(site, interval))) {
            FaultMatrixCycles cycles = new FaultMatrixCycles(site, exporter.uri("/q/metrics"), interval);
            // The first ones read the inventory and warm up the JVM.
            cycles.next();
            cycles.next();
            List<Double> normal = new ArrayList<>();
            normal.add(cycles.next().seconds());
            for (FaultCase faultCase : cases) {
                FaultMatrixCycles.Result recovered = run(faultCase, site, cycles, median(normal));
                // A cycle at a limit that is still reduced is not a normal one.
                if (recovered.limit() == settings.concurrency()) {
                    normal.add(recovered.seconds());
                }
            }
        }
    }

    private FaultMatrixCycles.Result run(
            FaultCase faultCase, FaultySite site, FaultMatrixCycles cycles, double normal) {
        site.fail(faultCase.fault(), faultCase.affected(settings.machines()));
        List<FaultMatrixCycles.Result> faulty = IntStream.range(0, settings.faultyCycles())
                .mapToObj(i -> cycles.next())
                .toList();
        site.repair();
        cycles.next();
        FaultMatrixCycles.Result recovered = cycles.next();
        System.out.println(table.add(faultCase, normal, faulty, recovered));
        return recovered;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
