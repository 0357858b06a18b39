package io.citrixexporter.soak;

import java.time.Duration;
import java.util.List;

/** Checks that the process does not grow after the warm-up. */
final class FootprintCheck {
    private static final double MAX_MIB = 16;
    private static final double MAX_THREADS = 4;
    private static final double MAX_FILES = 8;
    /** API and token endpoint have a pool each; a connection that is being closed may still be open. */
    private static final int MAX_CONNECTIONS = 2 * SoakSettings.CONCURRENCY + 2;

    private final Trend rss;
    private final Trend heap;
    private final Trend threads;
    private final Trend files;
    private final Trend connections;

    FootprintCheck(List<Footprint.Reading> readings, Duration length) {
        rss = new Trend(readings, length, Footprint.Reading::rss);
        heap = new Trend(readings, length, Footprint.Reading::heap);
        threads = new Trend(readings, length, Footprint.Reading::threads);
        files = new Trend(readings, length, Footprint.Reading::files);
        connections = new Trend(readings, length, Footprint.Reading::connections);
    }

    void check(Violations violations) {
        violations.check(rss.growth() <= MAX_MIB, "resident memory grew by %.1f MiB".formatted(rss.growth()));
        violations.check(
                heap.growthOfTheFloor() <= MAX_MIB,
                "the heap in use grew by %.1f MiB".formatted(heap.growthOfTheFloor()));
        violations.check(threads.growth() <= MAX_THREADS, "threads grew by %.0f".formatted(threads.growth()));
        violations.check(files.growth() <= MAX_FILES, "open files grew by %.0f".formatted(files.growth()));
        violations.check(
                connections.most() <= MAX_CONNECTIONS, "connections: %.0f at once".formatted(connections.most()));
    }

    String text() {
        return """
                after warm-up   %9s %9s %9s %9s
                RSS, MiB        %9.1f %9.1f %9.1f %9.1f
                heap floor, MiB %9.1f %9.1f %9.1f
                threads         %9.0f %9.0f %9.0f
                open files      %9.0f %9.0f %9.0f
                connections     %9.0f %9.0f %9.0f
                """.formatted(
                        "least",
                        "most",
                        "growth",
                        "per hour",
                        rss.least(),
                        rss.most(),
                        rss.growth(),
                        rss.slopePerHour(),
                        heap.least(),
                        heap.most(),
                        heap.growthOfTheFloor(),
                        threads.least(),
                        threads.most(),
                        threads.growth(),
                        files.least(),
                        files.most(),
                        files.growth(),
                        connections.least(),
                        connections.most(),
                        connections.growth());
    }
}
