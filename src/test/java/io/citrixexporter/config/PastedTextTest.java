package io.citrixexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                " a b\r\n",
                "\uFEFFa b\u200b",
                "\u00a0\u2003a b\u2028",
                "\u0000\u0085a b\t\u001f\u007f",
                "\uDB40\uDC20a b\uDB40\uDC7F"
            })
    void trimsEverythingThatIsInvisible(String text) {
        assertThat(PastedText.trimmed(text)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\u00a0\u200b"})
    void leavesNothingOfBlankText(String text) {
        assertThat(PastedText.trimmed(text)).isEmpty();
    }

    @Test
    void keepsBlanksInTheMiddleAndTakesLittleTimeForThem() {
        String text = "a" + " ".repeat(1_000_000) + "b";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(PastedText.trimmed(text))
                .isEqualTo(text));
    }

    @ParameterizedTest
    @CsvSource({"a b, false", "a\u00a0b, true", "a\u200bb, true", "'a\nb', true", "a\tb, true", "\u00fc, false"})
    void findsInvisibleCharacters(String text, boolean invisible) {
        assertThat(PastedText.hasInvisible(text)).isEqualTo(invisible);
    }
}
