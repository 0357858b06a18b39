package io.citrixexporter.start;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says why the program did not start, where the reason is one that its user can mend. */
final class StartFailure {
    private static final List<Path> FILES = Stream.of("application.yaml", "application.yml", "application.properties")
            .map(name -> Path.of("config", name))
            .toList();

    private final Path directory;

    /**
     * Over a start in a directory.
     *
     * @param directory where the program was started
     */
    StartFailure(Path directory) {
        this.directory = directory;
    }

    /** A line or more for the user; empty for a failure that is the program's own. */
    Optional<String> explained(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        return Stream.of(
                        first(causes, ConfigurationException.class)
                                .map(cause -> cause.getMessage() + "\n" + whereFrom()),
                        first(causes, ConfigValidationException.class).map(Throwable::getMessage),
                        first(causes, QuarkusBindException.class).map(StartFailure::port),
                        first(causes, MarkedYAMLException.class).map(this::yaml),
                        unreadable(causes),
                        tls(causes))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private String whereFrom() {
        String found = FILES.stream()
                .filter(file -> Files.exists(directory.resolve(file)))
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        return found.isEmpty()
                ? "There is no config/application.yaml in %s, where the exporter was started.".formatted(directory)
                : "The configuration was read from %s in %s, and from the environment.".formatted(found, directory);
    }

    private static String port(QuarkusBindException failure) {
        return "quarkus.http.port = \"%d\": the port is in use, or must not be used; set another one"
                .formatted(failure.getPort());
    }

    private String yaml(MarkedYAMLException failure) {
        Mark mark = failure.getProblemMark();
        String place = mark == null ? "" : ", line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
        String problem = String.valueOf(failure.getProblem());
        String mend = problem.contains("escape")
                ? "; in double quotes a backslash begins something else: use single quotes, or none"
                : problem.contains("TAB") ? "; indent with spaces" : "; mend the YAML there or in the line before";
        return yamlFile() + place + ": " + problem + mend;
    }

    private Path yamlFile() {
        return FILES.stream()
                .map(directory::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(directory.resolve(FILES.get(0)));
    }

    private Optional<String> unreadable(List<Throwable> causes) {
        return FILES.stream()
                .map(directory::resolve)
                .filter(file -> Files.exists(file) && !Files.isReadable(file))
                .filter(file -> causes.stream()
                        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(file.toString())))
                .findFirst()
                .map(file -> file + ": the file cannot be read; let the exporter's user read it");
    }

    /** Quarkus reads certificates before anything of ours runs; its messages name the file. */
    private static Optional<String> tls(List<Throwable> causes) {
        boolean inTls = causes.stream()
                .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().startsWith("io.quarkus.tls."));
        return inTls
                ? Optional.of("quarkus.tls: "
                        + causes.stream()
                                .filter(cause -> !cause.getClass().equals(RuntimeException.class))
                                .map(Throwable::getMessage)
                                .filter(message -> message != null && !message.isBlank())
                                .distinct()
                                .collect(Collectors.joining(": "))
                        + "; mend the file or its path")
                : Optional.empty();
    }
}
