package io.citrixexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"s3cret==", "s3cret==\n", "  s3cret==\r\n", "\uFEFFs3cret==\r\n", "\u00a0s3cret==\u200b\n"})
    void isTheTextOfTheFileWhateverProgramWroteIt(String written) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), written);
        assertThat(Secret.ofFile(file).read()).isEqualTo("s3cret==");
    }

    @Test
    void isReadAnewEachTime() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "old");
        Secret secret = Secret.ofFile(file);
        assertThat(secret.read()).isEqualTo("old");

        Files.writeString(file, "new");
        assertThat(secret.read()).isEqualTo("new");
    }
}
