package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t ",
                "CTX-01",
                "CORP\\CTX-01\\",
                "\"",
                "a\nb\r\u0000\u0007\u001B\u007F",
                "\uD83D\uDE00",
                "\u202Eabc\u200F"
            })
    void keepsValidText(String text) {
        assertThat(LabelText.of(text)).isSameAs(text);
    }

    @Test
    void truncatesLongText() {
        assertThat(LabelText.of("x".repeat(255))).hasSize(255);
        assertThat(LabelText.of("x".repeat(256))).isEqualTo("x".repeat(255));
        assertThat(LabelText.of("x".repeat(254) + "\uD83D\uDE00")).isEqualTo("x".repeat(254) + "\uFFFD");
    }

    @ParameterizedTest
    @CsvSource({"CTX-\uD800,CTX-\uFFFD", "\uDC00CTX-,\uFFFDCTX-", "\uDC00\uD800,\uFFFD\uFFFD"})
    void replacesUnpairedSurrogates(String text, String label) {
        assertThat(LabelText.of(text)).isEqualTo(label);
    }
}
