package io.citrixexporter.check;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a table for people. */
public final class ReportText {
    private static final int MAX_STEP_WIDTH = 44;

    private ReportText() {}

    /** The text, with a line feed at its end. */
    public static String of(CheckReport report) {
        Stream<String> configuration = report.configuration().isEmpty()
                ? Stream.of()
                : Stream.of(table("Configuration", report.configuration()));
        Stream<String> sites = report.sites().stream()
                .map(site -> table("Site %s, strategy %s".formatted(site.site(), site.strategy()), site.steps()));
        return Stream.concat(configuration, sites).collect(Collectors.joining("\n")) + "\n" + summary(report) + "\n";
    }

    private static String table(String title, List<CheckStep> steps) {
        int width = steps.stream()
                .mapToInt(step -> step.step().length())
                .filter(length -> length <= MAX_STEP_WIDTH)
                .max()
                .orElse(0);
        return steps.stream().map(step -> row(step, width)).collect(Collectors.joining("", title + "\n", ""));
    }

    private static String row(CheckStep step, int width) {
        String time = step.milliseconds().isPresent() ? step.milliseconds().getAsLong() + " ms" : "";
        String name = step.step() + " ".repeat(Math.max(0, width - step.step().length()));
        return "  %-8s%9s  %s  %s\n".formatted(step.result().text(), time, name, step.detail());
    }

    private static String summary(CheckReport report) {
        List<CheckStep> steps = Stream.concat(
                        report.configuration().stream(), report.sites().stream().flatMap(site -> site.steps().stream()))
                .toList();
        String counts = Stream.of(CheckStep.Result.FAILED, CheckStep.Result.WARNING)
                .map(result ->
                        steps.stream().filter(step -> step.result() == result).count() + " " + result.text())
                .collect(Collectors.joining(", "));
        return "Result: %s (%d steps, %s)".formatted(report.ok() ? "ok" : "failed", steps.size(), counts);
    }
}
