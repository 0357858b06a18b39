package io.citrixexporter.start;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Explains why the program did not start, where the reason is one that its user can fix. */
final class StartFailure {
    private static final String BUILD_TIME = "Build time property cannot be changed at runtime:";
    private static final String NO_DOMAIN_SOCKETS = "Unable to bind to Unix domain socket.";
    private static final Pattern BUILD_TIME_KEY = Pattern.compile("(?m)^ - (\\S+) is set to ");
    /** Class names and message codes that stand before the text in messages of SmallRye. */
    private static final Pattern PREFIX = Pattern.compile("([\\w.$]+(Exception|Error): )|(SRCFG\\d+: ?)");

    private final ConfigFiles files;

    /**
     * For a start.
     *
     * @param files from which it read the configuration
     */
    StartFailure(ConfigFiles files) {
        this.files = files;
    }

    /** A line or more for the user; empty for a failure that is the program's own. */
    Optional<String> explanation(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        return Stream.of(
                        first(causes, ConfigurationException.class)
                                .map(cause -> cause.getMessage() + "\n" + whereFrom()),
                        first(causes, ConfigValidationException.class).map(this::validation),
                        first(causes, QuarkusBindException.class).map(StartFailure::port),
                        buildTime(causes),
                        in(causes, "io.quarkus.tls.")
                                .map(reason -> "quarkus.tls: " + reason
                                        + "; the file must exist, be readable and be of the kind that the key names"),
                        // Quarkus writes two dots for the configuration without a name.
                        in(causes, "io.quarkus.proxy.").map(reason -> "quarkus.proxy: " + reason.replace("..", ".")),
                        domainSocket(causes),
                        in(causes, "io.quarkus.vertx.http.")
                                .map(reason -> "quarkus.http: " + reason + "; fix quarkus.http.host, quarkus.http.port,"
                                        + " quarkus.http.domain-socket or quarkus.http.ssl"),
                        in(causes, "io.smallrye.config.").map(reason -> reason + "\n" + whereFrom()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private String whereFrom() {
        String found = files.foundText();
        String misplaced = files.misplaced().stream().map(Path::toString).collect(Collectors.joining(", "));
        String hint = misplaced.isEmpty()
                ? ""
                : "\nNot read: " + misplaced + "; move or rename it to config/application.yaml.";
        return (found.isEmpty()
                        ? "There is no config/application.yaml in %s, where the exporter was started."
                                .formatted(files.directory())
                        : "The configuration was read from %s in %s, and from the environment."
                                .formatted(found, files.directory()))
                + hint;
    }

    private String validation(ConfigValidationException failure) {
        List<String> problems = IntStream.range(0, failure.getProblemCount())
                .mapToObj(i -> failure.getProblem(i).getMessage())
                .map(StartFailure::plain)
                .distinct()
                .toList();
        return "The configuration has %s:\n  %s\n%s"
                .formatted(
                        problems.size() == 1 ? "a problem" : problems.size() + " problems",
                        String.join("\n  ", problems),
                        whereFrom());
    }

    private static String plain(String message) {
        return PREFIX.matcher(message)
                .replaceAll("")
                .replace("threw an Exception whilst being converted", "cannot be used:")
                .strip();
    }

    private static String port(QuarkusBindException failure) {
        return "quarkus.http.port = \"%d\": the port is in use, or must not be used; set another one"
                .formatted(failure.getPort());
    }

    /** Quarkus itself proposes a dependency, which the program has. */
    private static Optional<String> domainSocket(List<Throwable> causes) {
        return causes.stream()
                .filter(cause -> String.valueOf(cause.getMessage()).startsWith(NO_DOMAIN_SOCKETS))
                .findFirst()
                .map(cause -> "quarkus.http.domain-socket-enabled = \"true\": needs the native transport; set"
                        + " quarkus.vertx.prefer-native-transport=true, on Linux (x86-64 or arm64), with a temporary"
                        + " directory (java.io.tmpdir) that can be written and holds executable files");
    }

    /** Settings that Quarkus reads while the program is built; the values may be secrets. */
    private static Optional<String> buildTime(List<Throwable> causes) {
        return causes.stream()
                .map(cause -> String.valueOf(cause.getMessage()))
                .filter(message -> message.startsWith(BUILD_TIME))
                .findFirst()
                .map(message ->
                        "The configuration has keys that have no effect, since they are fixed when the exporter is"
                                + " built:\n  "
                                + BUILD_TIME_KEY
                                        .matcher(message)
                                        .results()
                                        .map((MatchResult match) -> match.group(1))
                                        .collect(Collectors.joining("\n  "))
                                + "\nRemove them, or build the exporter with them.");
    }

    /** The reason of a failure in a part of the framework that handles what the user has set. */
    private static Optional<String> in(List<Throwable> causes, String packagePrefix) {
        boolean there = causes.stream()
                .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                .anyMatch(frame -> frame.getClassName().startsWith(packagePrefix));
        String reason = causes.stream()
                .filter(cause -> !cause.getClass().equals(RuntimeException.class))
                .filter(cause -> !String.valueOf(cause.getCause()).equals(cause.getMessage()))
                .flatMap(cause -> reason(cause).stream())
                .distinct()
                .collect(Collectors.joining(": "));
        return there && !reason.isEmpty() ? Optional.of(reason) : Optional.empty();
    }

    private static Optional<String> reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof NoSuchFileException) {
            return Optional.of("there is no file " + message);
        }
        if (cause instanceof AccessDeniedException) {
            return Optional.of("the file " + message + " cannot be read");
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("the host name is not known: " + message.replaceFirst(":.*", ""));
        }
        return cause.getMessage() == null || message.isBlank() ? Optional.empty() : Optional.of(plain(message));
    }
}
