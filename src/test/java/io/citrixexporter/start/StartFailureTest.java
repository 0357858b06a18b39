package io.citrixexporter.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
    @TempDir
    Path directory;

    private StartFailure failures;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectory(directory.resolve("config"));
        failures = new StartFailure(new ConfigFiles(directory, key -> null));
    }

    @Test
    void saysWhereTheConfigurationWasLookedFor() {
        assertThat(explanation(new ConfigurationException("The configuration has a problem:\n  x")))
                .isEqualTo("The configuration has a problem:\n  x\n" + "There is no config/application.yaml in "
                        + directory + ", where the exporter was started.");
    }

    @Test
    void saysWhereTheConfigurationWasRead() throws IOException {
        Files.writeString(directory.resolve("config/application.yaml"), "a: b");

        assertThat(explanation(new ConfigurationException("x")))
                .isEqualTo("x\nThe configuration was read from config/application.yaml in " + directory
                        + ", and from the environment.");
    }

    @Test
    void namesAFileThatIsNotRead() throws IOException {
        Path file = Files.createFile(directory.resolve("application.yml"));

        assertThat(explanation(new ConfigurationException("x")))
                .endsWith("\nNot read: " + file + "; move or rename it to config/application.yaml.");
    }

    @Test
    void namesTheKeyOfAPortInUse() {
        assertThat(explanation(new QuarkusBindException("0.0.0.0", 8080, new java.net.BindException())))
                .isEqualTo("quarkus.http.port = \"8080\": the port is in use, or must not be used; set another one");
    }

    @Test
    void leavesWhatIsTheProgramsOwnFaultUnexplained() {
        assertThat(failures.explanation(new IllegalStateException("bug"))).isEmpty();
    }

    private String explanation(Throwable failure) {
        return failures.explanation(new RuntimeException("Failed to start quarkus", failure))
                .orElseThrow();
    }
}
