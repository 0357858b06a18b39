package io.citrixexporter.config;

import io.quarkus.runtime.configuration.DurationConverter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads single values of the configuration, and notes a problem where one cannot be used. */
final class ValueReader {
    private final RawConfig config;
    private final Problems problems;

    ValueReader(RawConfig config, Problems problems) {
        this.config = config;
        this.problems = problems;
    }

    Optional<String> text(String key) {
        return config.text(key);
    }

    List<String> list(String key) {
        return config.list(key);
    }

    /** Whether any key begins so. */
    boolean anyKeyBelow(String prefix) {
        return config.names().stream().anyMatch(name -> name.startsWith(prefix));
    }

    Duration duration(ConfigKey key, Duration fallback, Duration least) {
        return parsed(key.pattern(), "write a duration such as 30s, 5m or 500ms", ValueReader::parseDuration)
                .filter(duration -> check(
                        duration.compareTo(least) >= 0, key.pattern(), "must be at least " + Durations.text(least)))
                .orElse(fallback);
    }

    private static Duration parseDuration(String text) {
        return DurationConverter.parseDuration(text.toLowerCase(Locale.ROOT));
    }

    int integer(ConfigKey key, int least, int most) {
        String range = "write a whole number from " + least + " to " + most;
        return parsed(key.pattern(), range, Integer::valueOf)
                .filter(number -> check(number >= least && number <= most, key.pattern(), range))
                .orElseGet(() -> Integer.valueOf(key.defaultText()));
    }

    boolean flag(ConfigKey key) {
        return oneOf(key.pattern(), "true, false", text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                })
                .orElse(false);
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
        return parsed(key, "write an address such as https://ddc1.corp.example", URI::create)
                .filter(uri -> check(
                        ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                                && uri.getHost() != null,
                        key,
                        "write an address such as https://ddc1.corp.example"))
                .filter(uri -> withoutUser(key, uri))
                .filter(uri -> check(
                        uri.getRawQuery() == null && uri.getRawFragment() == null,
                        key,
                        "must not have a query or a fragment; cut it off"));
    }

    private boolean withoutUser(String key, URI uri) {
        if (uri.getRawUserInfo() != null) {
            problems.add(key, "must not hold a user or a password; use auth.client-id and auth.client-secret");
            return false;
        }
        return true;
    }

    /** A file that is there and can be read. */
    Optional<Path> file(String key) {
        return parsed(key, "write the path of a file", Path::of)
                .filter(file -> check(Files.exists(file), key, "there is no such file; create it or mend the path"))
                .filter(file -> check(
                        Files.isRegularFile(file) && Files.isReadable(file),
                        key,
                        "the file cannot be read; let the exporter's user read it"));
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
