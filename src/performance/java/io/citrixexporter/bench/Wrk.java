package io.citrixexporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A lower bound: a load generator sends the same calls and discards the responses. */
final class Wrk {
    private static final Pattern DONE =
            Pattern.compile("(?m)^done requests=(\\d+) micros=(\\d+) bytes=(\\d+) errors=(\\d+)$");

    private final SiteProcess site;
    private final Path directory;

    Wrk(SiteProcess site, Path directory) {
        this.site = site;
        this.directory = directory;
    }

    /**
     * The results of a run.
     *
     * @param seconds duration
     * @param bytes received bytes, including headers
     * @param errors error responses and broken connections
     */
    record Outcome(long requests, double seconds, long bytes, long errors) {
        double requestsPerSecond() {
            return requests / seconds;
        }
    }

    /** Requests all machines repeatedly over a number of connections. */
    Outcome run(int machines, int connections, int seconds, String query)
            throws IOException, InterruptedException, Tool.MissingException {
        Path settings = directory.resolve("wrk.lua");
        Files.writeString(settings, lua(machines, query, site.stats().headers()));
        int threads = Math.min(connections, Runtime.getRuntime().availableProcessors());
        return outcome(Tool.run(List.of(
                "wrk",
                "-t" + threads,
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                "src/performance/resources/bench/cycle.lua",
                site.address(),
                "--",
                settings.toString())));
    }

    private static String lua(int machines, String query, Map<String, String> headers) {
        StringBuilder lua = new StringBuilder("return { machines = " + machines + ", first = \"" + SiteText.machineId(0)
                + "\", query = \"" + query + "\", headers = {\n");
        headers.forEach((name, value) -> lua.append("  [\"")
                .append(name)
                .append("\"] = [==[")
                .append(value)
                .append("]==],\n"));
        return lua.append("} }\n").toString();
    }

    static Outcome outcome(String output) throws Tool.MissingException {
        Matcher done = DONE.matcher(output);
        if (!done.find()) {
            throw new Tool.MissingException("the output of wrk is incomplete");
        }
        return new Outcome(
                Long.parseLong(done.group(1)),
                Long.parseLong(done.group(2)) / 1e6,
                Long.parseLong(done.group(3)),
                Long.parseLong(done.group(4)));
    }
}
