package io.citrixexporter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process of the simulated site. */
final class SiteProcess implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SiteProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * The requests to the site so far.
     *
     * @param requests number of responses
     * @param bytes size of all bodies as sent
     * @param unknown requests for unknown paths
     * @param query the query of the first sessions call, empty if there was none
     * @param headers the headers of the same call, without those of the connection
     */
    record Stats(long requests, long bytes, long unknown, String query, Map<String, String> headers) {}

    static SiteProcess start(SiteSettings settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A parallel garbage collector would use CPU time of the measured program.
        command.add("-XX:+UseSerialGC");
        command.addAll(settings.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchSite.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(BenchSite.READY)) {
                return new SiteProcess(process, Integer.parseInt(line.substring(BenchSite.READY.length())));
            }
            System.out.println("site: " + line);
        }
        throw new IOException("the simulated site did not start");
    }

    Stats stats() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address() + BenchSite.STATS)).build();
        JsonNode json =
                MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body());
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Host") || name.equalsIgnoreCase("Connection"));
        return new Stats(
                json.path("requests").asLong(),
                json.path("bytes").asLong(),
                json.path("unknown").asLong(),
                json.path("query").asText(""),
                headers);
    }

    int port() {
        return port;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
