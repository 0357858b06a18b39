package io.citrixexporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks, with JMH's own options as arguments; writes the result as JSON and prints it as a table. */
public final class BenchmarkRun {
    private static final Path RESULT = Path.of("target", "jmh", "result.json");
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private BenchmarkRun() {}

    public static void main(String[] options) throws CommandLineOptionException, RunnerException, IOException {
        Files.createDirectories(RESULT.getParent());
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(options))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .resultFormat(ResultFormatType.JSON)
                        .result(RESULT.toString())
                        .build())
                .run();
        System.out.printf("%n%-50s %12s %10s %12s%n", "benchmark", "ns", "+-", "bytes");
        results.forEach(BenchmarkRun::print);
        System.out.println("In " + RESULT);
    }

    private static void print(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        String shortName = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
        Result<?> time = result.getPrimaryResult();
        double bytes = result.getSecondaryResults().get(ALLOCATION).getScore();
        System.out.printf("%-50s %12.1f %10.1f %12.1f%n", shortName, time.getScore(), time.getScoreError(), bytes);
    }
}
