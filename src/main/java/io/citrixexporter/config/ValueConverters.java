package io.citrixexporter.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The converters of {@link ExporterConfig}. They get the text without white space and quotes around it. The message of an
 * exception ends the line for the user: the value, where it is no secret, and how to fix it.
 */
public final class ValueConverters {
    private static final int PRIORITY = 1_000;
    private static final Duration MAX_DURATION = Duration.ofDays(365);
    private static final BigInteger MAX_PLAIN_SECONDS = BigInteger.valueOf(3_600);
    private static final int MAX_PORT = 65_535;
    private static final String NO_SUCH_FILE = "there is no such file; create it or fix the path";

    private ValueConverters() {}

    /** Registers the converters of types that mean the same for every key. */
    static SmallRyeConfigBuilder register(SmallRyeConfigBuilder builder) {
        String wholeNumber = "write a whole number";
        return builder.withConverter(Duration.class, PRIORITY, ValueConverters::duration)
                .withConverter(Integer.class, PRIORITY, text -> parsed(text, wholeNumber, Integer::valueOf))
                .withConverter(Long.class, PRIORITY, text -> parsed(text, wholeNumber, Long::valueOf))
                .withConverter(Double.class, PRIORITY, ValueConverters::number)
                .withConverter(Boolean.class, PRIORITY, ValueConverters::flag)
                .withConverter(AuthKind.class, PRIORITY, text -> oneOf(AuthKind.values(), text))
                .withConverter(Strategy.class, PRIORITY, text -> oneOf(Strategy.values(), text))
                .withConverter(Scenario.class, PRIORITY, text -> oneOf(Scenario.values(), text))
                .withConverter(URI.class, PRIORITY, ValueConverters::server)
                .withConverter(Path.class, PRIORITY, ValueConverters::file);
    }

    private static <T> T parsed(String text, String fix, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            throw invalid(text, fix);
        }
    }

    private static Double number(String text) {
        // Not Double.valueOf, which takes the d of 2d for a suffix.
        return parsed(text, "write a number such as 2.5", number -> new BigDecimal(number).doubleValue());
    }

    private static Boolean flag(String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw invalid(text, "must be one of true, false");
        }
        return Boolean.valueOf(text);
    }

    private static <W extends KeyWord> W oneOf(W[] words, String text) {
        return Arrays.stream(words)
                .filter(word -> word.text().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        text,
                        Arrays.stream(words)
                                .map(KeyWord::text)
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    private static Duration duration(String text) {
        Duration duration = parsed(text, "write a duration such as 30s, 5m or 500ms", ValueConverters::parseDuration);
        if (duration == null) {
            // SmallRye converts an empty text for an optional key that is missing.
            throw invalid(text, "is empty");
        }
        if (duration.compareTo(MAX_DURATION) > 0) {
            throw invalid(text, "must be at most " + MAX_DURATION.toDays() + "d");
        }
        return duration;
    }

    private static Duration parseDuration(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("(\\d)\\s+([a-z])", "$1$2");
        // A number alone is in seconds; so many are more likely meant as milliseconds.
        if (plain.matches("\\d+") && new BigInteger(plain).compareTo(MAX_PLAIN_SECONDS) > 0) {
            throw new IllegalArgumentException();
        }
        return DurationConverter.parseDuration(plain);
    }

    /** The address of a server. One that may have a password is not shown. */
    private static URI server(String text) {
        if (text.contains("@")) {
            throw invalid("must not hold a user or a password; use auth.client-id and auth.client-secret");
        }
        if (text.contains("?") || text.contains("#")) {
            throw invalid("must not have a query or a fragment; cut it off");
        }
        String fix = "write an address such as https://ddc1.corp.example";
        URI uri = parsed(text, fix, URI::create);
        if (uri.getHost() == null && text.contains("_")) {
            throw invalid(text, "a host name with _ cannot be used; write another name of the host, or its IP address");
        }
        boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw invalid(text, fix);
        }
        return uri;
    }

    private static Path file(String text) {
        return file(text, () -> invalid(text, "write the path of a file"), () -> invalid(text, NO_SUCH_FILE));
    }

    /** A file that exists and can be read. */
    private static Path file(String text, Supplier<RuntimeException> impossible, Supplier<RuntimeException> missing) {
        Path file;
        boolean exists;
        try {
            file = Path.of(text);
            exists = TimedFileReader.call(file, () -> Files.exists(file));
        } catch (InvalidPathException e) {
            throw impossible.get();
        } catch (IOException e) {
            throw invalid(text, "the file system does not respond; check the mount or share");
        }
        if (!exists) {
            throw missing.get();
        }
        if (!Files.isRegularFile(file)) {
            throw invalid(text, "this is not a file; write the path of a file");
        }
        if (!Files.isReadable(file)) {
            throw invalid(text, "the file cannot be read; allow the exporter's user to read it");
        }
        return file;
    }

    private static IllegalArgumentException invalid(String fix) {
        return new IllegalArgumentException(": " + fix);
    }

    private static IllegalArgumentException invalid(String value, String fix) {
        return new IllegalArgumentException(" = \"%s\": %s".formatted(Problems.printable(value), fix));
    }

    /** A duration, or off; YAML reads a plain off as false. */
    public static final class DurationOrOff implements Converter<Duration> {
        private static final long serialVersionUID = 1L;
        private static final Set<String> OFF = Set.of("off", "false");

        @Override
        public @Nullable Duration convert(String text) {
            return OFF.contains(text.toLowerCase(Locale.ROOT)) ? null : duration(text);
        }
    }

    public static final class MachineName implements Converter<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String convert(String text) {
            return MachinesFile.normalized(text);
        }
    }

    public static final class SecretText implements Converter<Secret> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Secret convert(String text) {
            check(text);
            // SmallRye converts an empty text for an optional key that is missing.
            return text.isEmpty() ? null : Secret.ofText(text);
        }

        static void check(String secret) {
            if (PastedText.hasInvisible(secret)) {
                throw invalid("must be on one line, without control characters or invisible ones");
            }
        }
    }

    /** A file with a secret. The path of a file that does not exist is not shown: it may be the secret itself. */
    public static final class SecretFile implements Converter<Secret> {
        private static final long serialVersionUID = 1L;

        @Override
        public Secret convert(String text) {
            Supplier<RuntimeException> missing = () -> invalid(NO_SUCH_FILE);
            Secret secret = Secret.ofFile(file(text, missing, missing));
            try {
                SecretText.check(secret.read());
            } catch (IOException e) {
                throw invalid(text, "the file is empty or no text; write the secret into it");
            }
            return secret;
        }
    }
}
