package io.citrixexporter.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** The resources of the exporter process: memory, threads, open files, and connections to the site. */
final class Footprint {
    private final Path process;
    private final IntSupplier connections;
    private final Instant start = Instant.now();
    private final List<Reading> readings = new ArrayList<>();
    private final DoubleAccumulator lowestHeap = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);

    Footprint(long pid, IntSupplier connections) {
        this.process = Path.of("/proc", Long.toString(pid));
        this.connections = connections;
    }

    /** A reading; sizes in MiB. The heap is the minimum since the previous reading. */
    record Reading(Duration at, double rss, double heap, int threads, int files, int connections) {}

    /** The used heap in a scrape, in bytes. */
    void heapUsed(double bytes) {
        lowestHeap.accumulate(bytes);
    }

    synchronized void read() throws IOException {
        readings.add(new Reading(
                Duration.between(start, Instant.now()),
                rss(),
                lowestHeap.getThenReset() / (1 << 20),
                entries("task"),
                entries("fd"),
                connections.getAsInt()));
    }

    synchronized List<Reading> readings() {
        return List.copyOf(readings);
    }

    private double rss() throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private int entries(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(process.resolve(directory))) {
            return (int) entries.count();
        }
    }
}
