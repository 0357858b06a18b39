package io.citrixexporter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The loop of a typical script: Python with {@code requests} over the machines of the site. */
final class PythonLoop {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String python;
    private final SiteProcess site;
    private final Path task;

    PythonLoop(String python, SiteProcess site, Path directory) {
        this.python = python;
        this.site = site;
        this.task = directory.resolve("loop.json");
    }

    /**
     * The results of a loop.
     *
     * @param machines number of machines
     * @param sessions number of counted sessions
     * @param wall seconds
     * @param cpu CPU seconds, of the program and of the kernel for it
     */
    record Outcome(int machines, int sessions, double wall, double cpu) {
        double millisPerMachine() {
            return 1000 * wall / machines;
        }

        double cpuMillisPerMachine() {
            return 1000 * cpu / machines;
        }
    }

    /**
     * Runs the loop.
     *
     * @param threads number of threads that share a session; 0 for sequential requests, as in the sample of Citrix
     * @param query the query string; empty for all fields
     */
    Outcome run(int machines, int threads, String query)
            throws IOException, InterruptedException, Tool.MissingException {
        ObjectNode json = MAPPER.createObjectNode()
                .put("address", site.address() + "/cvad/manage/Machines/")
                .put("query", query)
                .put("threads", threads);
        json.set("headers", MAPPER.valueToTree(site.stats().headers()));
        json.set(
                "machines",
                MAPPER.valueToTree(IntStream.range(0, machines)
                        .mapToObj(SiteText::machineId)
                        .toList()));
        Files.writeString(task, json.toString());
        return outcome(Tool.run(List.of(
                python, Path.of("src/performance/resources/bench/loop.py").toString(), task.toString())));
    }

    static Outcome outcome(String output) throws IOException {
        JsonNode json = MAPPER.readTree(output);
        int sessions = 0;
        for (JsonNode count : json.path("states")) {
            sessions += count.asInt();
        }
        return new Outcome(
                json.path("machines").asInt(),
                sessions,
                json.path("wall").asDouble(),
                json.path("cpu").asDouble());
    }
}
