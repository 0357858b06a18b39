package io.citrixexporter.packaged;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The packaged program in a process of its own, in a directory with a configuration: as a user runs it. */
public final class RunningExporter implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(20_000, 31_000));

    private final Path log;
    private final int port;
    private final Process process;

    private RunningExporter(Path log, int port, Process process) {
        this.log = log;
        this.port = port;
        this.process = process;
    }

    /** Starts it with this configuration and these options of Java. */
    public static RunningExporter start(Path directory, String yaml, String... options) throws IOException {
        return start(directory, yaml, Map.of(), options);
    }

    /** Starts it with these variables besides those of the tests. */
    static RunningExporter start(Path directory, String yaml, Map<String, String> environment, String... options)
            throws IOException {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/application.yaml"), yaml);
        int port = freePort();
        List<String> command = command("-Dquarkus.http.port=" + port);
        command.addAll(command.indexOf("-jar"), List.of(options));
        Path log = directory.resolve("log.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new RunningExporter(log, port, builder.start());
    }

    /**
     * The command line of the program with these options of Java, and those of the system property
     * {@code exporter.options}.
     */
    static List<String> command(String... options) {
        List<String> command =
                new ArrayList<>(List.of(javaHome().resolve("bin/java").toString()));
        command.addAll(List.of(System.getProperty("exporter.options", "").split(" ")));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", System.getProperty("exporter.jar")));
        command.removeIf(String::isEmpty);
        return command;
    }

    /** The Java that runs it: that of the tests, unless {@code exporter.java.home} names another. */
    public static Path javaHome() {
        return Path.of(System.getProperty("exporter.java.home", System.getProperty("java.home")));
    }

    /** A port below those that the system gives to others, and which no other call of this program returns. */
    static int freePort() {
        while (true) {
            int port = NEXT_PORT.getAndIncrement();
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException used) {
                // Try the next one.
            }
        }
    }

    /** The exposition once it holds this text. */
    public String metricsWith(String text) {
        return await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(this::metrics, metrics -> metrics.contains(text));
    }

    private String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/q/metrics"))
                .header("Accept", "text/plain")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public long pid() {
        return process.pid();
    }

    /** All that it wrote. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** The exit status of a program that ends by itself. */
    public int exitStatus() throws InterruptedException {
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running");
        }
        return process.exitValue();
    }

    public void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
