package io.citrixexporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A wrong configuration, and the exact message that its user sees.
 *
 * <p>Each {@code broken/<name>.yaml} has its message in {@code <name>.txt}; variables of the environment, where a
 * mistake needs them, stand in {@code <name>.env}. Everything in these files that is a secret contains {@code hunter2}.
 */
class BrokenConfigurationTest {
    private static final Path FOLDER = Path.of("src/test/resources/config/broken");

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void isRefusedWithOneLinePerProblem(String name) throws IOException {
        String message = messageFor(name);

        assertThat(message + "\n").isEqualTo(Files.readString(FOLDER.resolve(name + ".txt")));
        assertThat(message).doesNotContain("hunter2");
    }

    private static String messageFor(String name) throws IOException {
        String yaml = Files.readString(FOLDER.resolve(name + ".yaml"));
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> Configs.read(Configs.yaml(yaml), Configs.environment(environment(name))));
        assertThat(refusal).as("the refusal of " + name).isNotNull();
        return refusal.getMessage();
    }

    private static Map<String, String> environment(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".env");
        Properties variables = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                variables.load(reader);
            }
        }
        return variables.stringPropertyNames().stream()
                .collect(Collectors.toMap(variable -> variable, variables::getProperty));
    }

    static Stream<String> brokenFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
