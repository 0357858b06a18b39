package io.citrixexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "localhost., true",
        "127.0.0.1, true",
        "127.1.2.3, true",
        "[::1], true",
        "::1, true",
        "localhost.corp, false",
        "10.0.0.1, false"
    })
    void recognizesThisComputer(String host, boolean loopback) {
        assertThat(Loopback.matches(host)).isEqualTo(loopback);
    }
}
