package io.citrixexporter.start;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Explains why the program did not start, where the reason is one that its user can fix. */
final class StartFailure {
    private static final String BUILD_TIME = "Build time property cannot be changed at runtime:";
    private static final String NO_DOMAIN_SOCKETS = "Unable to bind to Unix domain socket.";
    /** Quarkus itself proposes a dependency, which the program has. */
    private static final String DOMAIN_SOCKETS =
            "quarkus.http.domain-socket-enabled = \"true\": needs the native transport; set"
                    + " quarkus.vertx.prefer-native-transport=true, on Linux (x86-64 or arm64), with a temporary"
                    + " directory (java.io.tmpdir) that can be written and holds executable files";

    private static final Pattern BUILD_TIME_KEY = Pattern.compile("(?m)^ - (\\S+) is set to ");
    /** Class names and message codes that stand before the text in messages of SmallRye. */
    private static final Pattern PREFIX = Pattern.compile("([\\w.$]+(Exception|Error): )|(SRCFG\\d+: ?)");

    // What shows in a message of Quarkus or Vert.x which keys it is about.
    private static final Pattern KEY = Pattern.compile("quarkus\\.[a-z-]+");
    private static final Pattern LISTENER = Pattern.compile("\\bport must be\\b|\\bbind\\(");
    private static final Pattern TLS =
            Pattern.compile("(?i)(key|trust) ?store|certificate|alias|\\bpem\\b|\\btls\\b|private key");

    private final ConfigFiles files;

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
                                .map(cause -> cause.getMessage() + "\n" + files.origin()),
                        first(causes, ConfigValidationException.class).map(this::validation),
                        first(causes, QuarkusBindException.class).map(StartFailure::port),
                        message(causes, BUILD_TIME).map(StartFailure::buildTime),
                        message(causes, NO_DOMAIN_SOCKETS).map(message -> DOMAIN_SOCKETS),
                        ofQuarkus(causes))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A failure of Quarkus whose exceptions show which of its keys is wrong. */
    private Optional<String> ofQuarkus(List<Throwable> causes) {
        String reason = causes.stream()
                // Quarkus wraps a failure in a RuntimeException, "Failed to start quarkus".
                .filter(cause -> !cause.getClass().equals(RuntimeException.class))
                // An exception made from its cause alone has the text of the cause as its message.
                .filter(cause -> !String.valueOf(cause.getCause()).equals(cause.getMessage()))
                .flatMap(cause -> reason(cause).stream())
                .distinct()
                .collect(Collectors.joining(": "));
        Matcher key = KEY.matcher(reason);
        if (key.find()) {
            // Quarkus writes two dots for the configuration without a name.
            return Optional.of(key.group() + ": " + reason.replace("..", "."));
        }
        if (causes.stream().anyMatch(cause -> String.valueOf(cause.getMessage()).contains("SRCFG"))) {
            return Optional.of(reason + "\n" + files.origin());
        }
        if (LISTENER.matcher(reason).find() || any(causes, UnknownHostException.class, BindException.class)) {
            return Optional.of("quarkus.http: " + reason + "; fix quarkus.http.host, quarkus.http.port,"
                    + " quarkus.http.domain-socket or quarkus.http.ssl");
        }
        if (TLS.matcher(reason).find() || any(causes, GeneralSecurityException.class, FileSystemException.class)) {
            return Optional.of("quarkus.tls: " + reason
                    + "; the file must exist, be readable and be of the kind that the key names");
        }
        return Optional.empty();
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static boolean any(List<Throwable> causes, Class<?>... types) {
        return Stream.of(types).anyMatch(type -> causes.stream().anyMatch(type::isInstance));
    }

    /** The first message that begins so. */
    private static Optional<String> message(List<Throwable> causes, String start) {
        return causes.stream()
                .map(cause -> String.valueOf(cause.getMessage()))
                .filter(message -> message.startsWith(start))
                .findFirst();
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
                        files.origin());
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

    /** Settings that Quarkus reads while the program is built; the values may be secrets. */
    private static String buildTime(String message) {
        return BUILD_TIME_KEY
                .matcher(message)
                .results()
                .map(match -> "\n  " + match.group(1))
                .collect(Collectors.joining(
                        "",
                        "The configuration has keys that have no effect, since they are fixed when the exporter is built:",
                        "\nRemove them, or build the exporter with them."));
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
