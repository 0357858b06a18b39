package io.citrixexporter.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

class StartFailureTest {
    @TempDir
    Path directory;

    private Path file;
    private StartFailure failures;

    @BeforeEach
    void configure() throws IOException {
        file = Files.createDirectory(directory.resolve("config")).resolve("application.yaml");
        failures = new StartFailure(directory);
    }

    @Test
    void tellsWhereTheConfigurationWasLookedFor() {
        assertThat(explained(new ConfigurationException("The configuration has a problem:\n  x")))
                .isEqualTo("The configuration has a problem:\n  x\n" + "There is no config/application.yaml in "
                        + directory + ", where the exporter was started.");
    }

    @Test
    void tellsWhereTheConfigurationWasRead() throws IOException {
        Files.writeString(file, "a: b");

        assertThat(explained(new ConfigurationException("x")))
                .isEqualTo("x\nThe configuration was read from config/application.yaml in " + directory
                        + ", and from the environment.");
    }

    @Test
    void namesThePlaceAndTheMendOfABackslashInDoubleQuotes() throws IOException {
        assertThat(explainedYaml("citrix:\n  machines: \"CORP\\CTX-01\"\n"))
                .startsWith(file + ", line 2, column ")
                .endsWith("in double quotes a backslash begins something else: use single quotes, or none");
    }

    @Test
    void namesThePlaceOfATab() throws IOException {
        assertThat(explainedYaml("citrix:\n\turl: x\n"))
                .startsWith(file + ", line 2, column 1: ")
                .endsWith("; indent with spaces");
    }

    @Test
    void namesThePlaceOfAnyOtherMistakeInYaml() throws IOException {
        assertThat(explainedYaml("citrix:\n  url x\n  auth: y\n"))
                .startsWith(file + ", line 3, column ")
                .endsWith("; mend the YAML there or in the line before");
    }

    @Test
    void namesTheKeyOfAPortInUse() {
        assertThat(explained(new QuarkusBindException("0.0.0.0", 8080, new java.net.BindException())))
                .isEqualTo("quarkus.http.port = \"8080\": the port is in use, or must not be used; set another one");
    }

    @Test
    void leavesWhatIsTheProgramsOwnFaultToTheLog() {
        assertThat(failures.explained(new IllegalStateException("bug"))).isEmpty();
    }

    private String explainedYaml(String yaml) throws IOException {
        Files.writeString(file, yaml);
        try {
            new Yaml().load(new StringReader(yaml));
            throw new AssertionError("that is good YAML");
        } catch (YAMLException e) {
            return explained(new ExceptionInInitializerError(e));
        }
    }

    private String explained(Throwable failure) {
        return failures.explained(new RuntimeException("Failed to start quarkus", failure))
                .orElseThrow();
    }
}
