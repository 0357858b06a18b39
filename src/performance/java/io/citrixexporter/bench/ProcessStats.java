package io.citrixexporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Statistics of a process from {@code /proc}. */
final class ProcessStats {
    /** USER_HZ: 100 on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Index of utime in the fields after the program name. */
    private static final int UTIME = 11;

    private final Path process;

    ProcessStats(long pid) {
        process = Path.of("/proc", Long.toString(pid));
    }

    /** User and system CPU seconds so far, with a resolution of 10 ms. */
    double cpu() throws IOException {
        return cpu(Files.readString(process.resolve("stat")));
    }

    static double cpu(String stat) {
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(words[UTIME]) + Long.parseLong(words[UTIME + 1])) / TICKS_PER_SECOND;
    }

    /** Memory in MiB: {@code VmRSS} now, {@code VmHWM} at most so far. */
    double mebibytes(String name) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
