package io.citrixexporter.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Alternatives with the same calls to the same site: a Python loop, a load generator, and latency alone. */
final class Alternatives {
    private static final int WRK_SECONDS = 10;
    private static final String USUAL_QUERY = "fields=Id%2CState%2CAppState%2CConnection";

    private final BenchSettings settings;
    private final SiteProcess site;
    private final Report report;
    private final Path directory;
    private final double seconds;
    private final double cpu;

    /**
     * Compares with a measurement of the exporter.
     *
     * @param seconds duration of a cycle
     * @param cpu CPU seconds of a cycle
     */
    Alternatives(BenchSettings settings, SiteProcess site, Report report, Path directory, double seconds, double cpu) {
        this.settings = settings;
        this.site = site;
        this.report = report;
        this.directory = directory;
        this.seconds = seconds;
        this.cpu = cpu;
    }

    /** A run of Python: its threads, whether it requests only the fields of the exporter, and the number of machines. */
    private record Loop(String key, String title, int threads, boolean fields, int machines) {}

    void measure() throws IOException, InterruptedException {
        String query = site.stats().query();
        String fields = query.contains("fields=") && !query.contains("Machine") ? query : USUAL_QUERY;
        int some = settings.wholeMachines();
        int threads = settings.threads();
        python(
                new Loop("python_sample", "Python, one by one, whole sessions (as in Citrix' sample)", 0, false, some),
                "");
        python(new Loop("python_one_by_one", "Python, one by one, same responses", 0, true, some), fields);
        String pool = "Python, " + threads + " threads, ";
        python(new Loop("python_threads_whole", pool + "whole sessions", threads, false, some), "");
        python(
                new Loop(
                        "python_threads",
                        pool + "same responses",
                        threads,
                        true,
                        settings.site().machines()),
                fields);
        wrk(fields);
        limit();
    }

    private void python(Loop loop, String query) throws IOException, InterruptedException {
        report.section(loop.key(), loop.title() + ", " + loop.machines() + " machines");
        try {
            PythonLoop.Outcome outcome =
                    new PythonLoop(settings.python(), site, directory).run(loop.machines(), loop.threads(), query);
            if (outcome.sessions() != loop.machines() * settings.site().sessions()) {
                throw new IllegalStateException("the loop counted " + outcome.sessions() + " sessions");
            }
            int machines = settings.site().machines();
            report.value("wall_ms_per_machine", "wall time per machine", outcome.millisPerMachine(), "ms");
            report.value("cpu_ms_per_machine", "CPU per machine", outcome.cpuMillisPerMachine(), "ms");
            report.value("wall_s", "wall time for all machines", outcome.millisPerMachine() * machines / 1000, "s");
            report.value(
                    "times_as_fast",
                    "speedup of the exporter",
                    outcome.millisPerMachine() * machines / 1000 / seconds,
                    "x");
            report.value(
                    "times_less_cpu",
                    "CPU relative to the exporter",
                    outcome.cpuMillisPerMachine() * machines / 1000 / cpu,
                    "x");
        } catch (Tool.MissingException e) {
            report.note("not_measured", "not measured: " + e.getMessage());
        }
    }

    private void wrk(String query) throws IOException, InterruptedException {
        report.section("wrk", "wrk, " + settings.concurrency() + " connections, same responses, discarded");
        try {
            int machines = settings.site().machines();
            Wrk.Outcome outcome = new Wrk(site, directory).run(machines, settings.concurrency(), WRK_SECONDS, query);
            double wall = machines / outcome.requestsPerSecond();
            report.value("requests_per_second", "requests per second", outcome.requestsPerSecond(), "");
            report.value("errors", "errors", (double) outcome.errors(), "");
            report.value("wall_s", "wall time for all machines", wall, "s");
            report.value("exporter_times_wrk", "duration of the exporter relative to this", seconds / wall, "x");
        } catch (Tool.MissingException e) {
            report.note("not_measured", "not measured: " + e.getMessage());
        }
    }

    private void limit() {
        if (settings.site().latencyMillis() > 0) {
            double limit = settings.limit().toMillis() / 1e3;
            report.section("limit", "Latency alone: latency x machines / concurrency");
            report.value("wall_s", "wall time for all machines", limit, "s");
            report.value("exporter_times_limit", "duration of the exporter relative to this", seconds / limit, "x");
        }
    }
}
