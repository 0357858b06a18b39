package io.citrixexporter.config;

import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Reads single values of the configuration, and notes a problem where one cannot be used. */
final class ValueReader {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int HIGHEST_PORT = 65_535;
    private static final BigInteger MAX_PLAIN_SECONDS = BigInteger.valueOf(3_600);
    private static final Logger LOG = Logger.getLogger(ValueReader.class);

    private final RawConfig config;
    private final Problems problems;

    ValueReader(RawConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    Optional<String> text(String key) {
        return config.text(key);
    }

    /** A text that goes into a header: on one line. */
    Optional<String> headerText(String key) {
        return config.text(key)
                .filter(text -> check(
                        text.equals(Problems.printable(text)) && !PastedText.hasInvisible(text),
                        key,
                        "must be on one line, without control characters"));
    }

    /** An id that goes into a header; a GUID may be written in braces. */
    Optional<String> id(String key) {
        return headerText(key).map(MachineIds::withoutBraces);
    }

    /** A secret, with a warning where it may not be read as the user means it. The value is never shown. */
    Optional<String> secret(String key) {
        Optional<String> secret = config.secret(key);
        secret.ifPresent(text -> checkSecret(key, text));
        if (config.unexpanded(key).contains("$$")) {
            LOG.warnf("%s: $$ in it is read as $; write $$$$ for $$, or put the secret into a file", key);
        }
        return secret;
    }

    /** Looks at a secret from wherever it comes. */
    void checkSecret(String key, String secret) {
        if (PastedText.hasInvisible(secret)) {
            problems.add(key, "must be on one line, without control characters or invisible ones");
        }
        if (PastedText.quoted(secret)) {
            LOG.warnf("%s: begins and ends with a quote, which is taken as a part of the secret", key);
        }
    }

    List<String> list(String key) {
        return config.list(key);
    }

    /** Whether any key begins so. */
    boolean anyKeyBelow(String prefix) {
        return config.names().stream().anyMatch(name -> name.startsWith(prefix));
    }

    Duration duration(String key, Duration fallback, Duration least) {
        return parsed(key, "write a duration such as 30s, 5m or 500ms", ValueReader::parseDuration)
                .filter(duration ->
                        check(duration.compareTo(least) >= 0, key, "must be at least " + Durations.text(least)))
                .filter(duration ->
                        check(duration.compareTo(LONGEST) <= 0, key, "must be at most " + LONGEST.toDays() + "d"))
                .orElse(fallback);
    }

    private static Duration parseDuration(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("(\\d)\\s+([a-z])", "$1$2");
        if (plain.matches("\\d+") && new BigInteger(plain).compareTo(MAX_PLAIN_SECONDS) > 0) {
            throw new IllegalArgumentException("a number alone is in seconds; so many are more likely milliseconds");
        }
        return DurationConverter.parseDuration(plain);
    }

    int integer(ConfigKey key, int least, int most) {
        String range = "write a whole number from " + least + " to " + most;
        return parsed(key.pattern(), range, Integer::valueOf)
                .filter(number -> check(number >= least && number <= most, key.pattern(), range))
                .orElseGet(() -> Integer.valueOf(key.defaultText()));
    }

    Optional<Double> number(String key, double least, double most) {
        String range = "write a number from %s to %s, such as 2.5".formatted(plain(least), plain(most));
        // Not Double.valueOf, which takes the d of 2d for a suffix.
        return parsed(key, range, text -> new BigDecimal(text).doubleValue())
                .filter(number -> check(number >= least && number <= most, key, range));
    }

    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    Optional<Boolean> flag(String key) {
        return oneOf(key, "true, false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** A value out of a closed set; {@code all} lists it for the message. */
    <T> Optional<T> oneOf(String key, String all, Function<String, Optional<T>> parser) {
        return config.text(key).flatMap(text -> {
            Optional<T> value = parser.apply(text);
            if (value.isEmpty()) {
                problems.add(key, text, "must be one of " + all);
            }
            return value;
        });
    }

    /** The address of a server, {@code https://host[:port]} with or without a path. */
    Optional<URI> address(String key) {
        return config.text(key).flatMap(text -> address(key, text));
    }

    /** Such an address that is one of several in a list. */
    Optional<URI> address(String key, String text) {
        if (!withoutSecrets(key, text)) {
            return Optional.empty();
        }
        Optional<URI> address = uri(text);
        if (address.isEmpty() || !isServer(address.get())) {
            boolean underscore = text.contains("_")
                    && address.filter(uri -> uri.getHost() == null).isPresent();
            problems.add(
                    key,
                    text,
                    underscore
                            ? "a host name with _ cannot be used; write another name of the host, or its IP address"
                            : "write an address such as https://ddc1.corp.example");
            return Optional.empty();
        }
        return address;
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isServer(URI uri) {
        return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                && uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= HIGHEST_PORT;
    }

    /** Looks at the text as it is, since what cannot be parsed would be shown in a message. */
    private boolean withoutSecrets(String key, String address) {
        if (address.contains("@")) {
            problems.add(key, "must not hold a user or a password; use auth.client-id and auth.client-secret");
            return false;
        }
        if (address.contains("?") || address.contains("#")) {
            problems.add(key, "must not have a query or a fragment; cut it off");
            return false;
        }
        return true;
    }

    /** A file that is there and can be read. */
    Optional<Path> file(String key) {
        return parsed(key, "write the path of a file", Path::of)
                .filter(file ->
                        check(responds(file), key, "the file system does not respond; check the mount or share"))
                .filter(file -> check(Files.exists(file), key, "there is no such file; create it or mend the path"))
                .filter(file -> check(Files.isRegularFile(file), key, "this is no file; write the path of a file"))
                .filter(file ->
                        check(Files.isReadable(file), key, "the file cannot be read; let the exporter's user read it"));
    }

    private static boolean responds(Path file) {
        try {
            TimedFileReader.call(file, () -> Files.exists(file));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Such a file, too; a path that leads nowhere is not shown, for it may be the secret itself. */
    Optional<Path> secretFile(String key) {
        if (config.text(key).filter(text -> !exists(text)).isPresent()) {
            problems.add(key, "there is no such file; create it or mend the path");
            return Optional.empty();
        }
        return file(key);
    }

    private static boolean exists(String path) {
        try {
            return !responds(Path.of(path)) || Files.exists(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    <T> Optional<T> parsed(String key, String mend, Function<String, T> parser) {
        return config.text(key).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (RuntimeException e) {
                problems.add(key, text, mend);
                return Optional.empty();
            }
        });
    }

    private boolean check(boolean good, String key, String mend) {
        if (!good) {
            problems.add(key, config.text(key).orElse(""), mend);
        }
        return good;
    }
}
