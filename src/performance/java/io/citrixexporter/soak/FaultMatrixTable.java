package io.citrixexporter.soak;

import io.citrixexporter.faults.FaultCase;
import io.citrixexporter.faults.MachineFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results of the fault matrix, a row per case, and the violations. */
final class FaultMatrixTable {
    /** Maximum duration of a cycle in which machines fail without delay, relative to a normal one. */
    private static final double MAX_RATIO = 1.3;

    private final int machines;
    private final List<String> rows = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    FaultMatrixTable(int machines) {
        this.machines = machines;
    }

    /**
     * Adds a case.
     *
     * @param normal the length of a cycle without faults, in seconds
     * @param faulty the cycles with the fault
     * @param recovered the second cycle without it
     */
    String add(
            FaultCase faultCase,
            double normal,
            List<FaultMatrixCycles.Result> faulty,
            FaultMatrixCycles.Result recovered) {
        Set<Integer> failing = faultCase.failing(machines);
        Set<Integer> good = IntStream.range(0, machines)
                .boxed()
                .filter(machine -> !failing.contains(machine))
                .collect(Collectors.toSet());
        for (int i = 0; i < faulty.size(); i++) {
            check(faultCase, i, normal, faulty.get(i), good);
        }
        if (recovered.up().size() < machines) {
            violations.add(faultCase.name() + ": two cycles after the fault only "
                    + recovered.up().size() + " machines are up");
        }
        String row = "%-15s %7.2f  %-15s %-13s %-15s %-15s %-7s %s"
                .formatted(
                        faultCase.name(),
                        normal,
                        each(faulty, cycle -> "%.2f".formatted(cycle.seconds())),
                        each(faulty, cycle -> "%.2f".formatted(cycle.seconds() / normal)),
                        each(faulty, cycle -> Integer.toString(polled(cycle, good))) + " of " + good.size(),
                        each(faulty, cycle -> Integer.toString(cycle.requests().total())),
                        each(faulty, cycle -> Integer.toString(cycle.limit())),
                        each(faulty, cycle -> cycle.failures().toString()));
        rows.add(row);
        return row;
    }

    private void check(
            FaultCase faultCase, int index, double normal, FaultMatrixCycles.Result cycle, Set<Integer> good) {
        String where = faultCase.name() + ", faulty cycle " + (index + 1) + ": ";
        MachineFault fault = faultCase.fault();
        // The exporter knows the hanging machines after the first such cycle.
        if (polled(cycle, good) < good.size() && (fault != MachineFault.HANG || index > 0)) {
            violations.add(where + polled(cycle, good) + " of " + good.size() + " healthy machines polled");
        }
        if (fault.failsAtOnce() && cycle.seconds() > MAX_RATIO * normal) {
            violations.add(where
                    + "%.2f s, %.2f times as long as normal".formatted(cycle.seconds(), cycle.seconds() / normal));
        }
    }

    private static int polled(FaultMatrixCycles.Result cycle, Set<Integer> good) {
        return (int) good.stream().filter(cycle.up()::contains).count();
    }

    private static String each(
            List<FaultMatrixCycles.Result> cycles, Function<FaultMatrixCycles.Result, String> value) {
        return cycles.stream().map(value).collect(Collectors.joining(" / "));
    }

    List<String> violations() {
        return violations;
    }

    static String heading() {
        return "%-15s %7s  %-15s %-13s %-15s %-15s %-7s %s"
                .formatted("case", "normal", "faulty, s", "ratio", "healthy polled", "requests", "limit", "failures");
    }

    @Override
    public String toString() {
        return heading() + "\n" + String.join("\n", rows) + "\n\nviolations: " + violations.size() + "\n"
                + String.join("\n", violations) + "\n";
    }
}
