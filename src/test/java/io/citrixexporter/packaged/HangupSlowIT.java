package io.citrixexporter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program and SIGHUP, with which a service is asked to reload. */
@DisabledOnOs(OS.WINDOWS)
class HangupSlowIT {
    @TempDir
    Path directory;

    @Test
    void logsTheSignalAndGoesOn() throws Exception {
        assumeThat(isIgnored())
                .as("SIGHUP is ignored, as under nohup, so that Java does not see it")
                .isFalse();
        String yaml = "citrix: {poll: {interval: 5s}, demo: {enabled: true, machines: 1, port: %d}}\n"
                .formatted(RunningExporter.freePort());
        try (RunningExporter exporter = RunningExporter.start(directory, yaml)) {
            exporter.metricsWith("citrix_site_up{site=\"demo\"");

            hangUp(exporter, 1);
            hangUp(exporter, 2);

            exporter.metricsWith("citrix_site_up{site=\"demo\"");
            assertThat(exporter.log()).doesNotContain("stopped in", "Exception");
            exporter.terminate();
            assertThat(exporter.exitStatus()).isEqualTo(143);
        }
    }

    /** Whether the programs that this one starts ignore SIGHUP: the first bit of SigIgn. */
    private static boolean isIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> "13579bdf".indexOf(line.charAt(line.length() - 1)) >= 0);
    }

    private static void hangUp(RunningExporter exporter, int times) throws Exception {
        int status = new ProcessBuilder("kill", "-HUP", Long.toString(exporter.pid()))
                .start()
                .waitFor();
        assertThat(status).isZero();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(exporter.log().lines())
                        .filteredOn(line -> line.matches(".* INFO .*SIGHUP: .*any other change takes a restart"))
                        .hasSize(times));
    }
}
