package io.citrixexporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTextTest {
    private static final String MARKED = "(?s).*…~[0-9a-f]{8}";
    private static final String EMOJI = "\uD83D\uDE00";

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
                "\u202Eabc\u200F",
                "ends in a dot…",
                "~12345678"
            })
    void whatCanBeShownIsLeftAsItIs(String text) {
        assertThat(LabelText.of(text)).isSameAs(text);
    }

    @Test
    void theLongestThatFitsIsLeftAsItIs() {
        String longest = "x".repeat(256);

        assertThat(LabelText.of(longest)).isSameAs(longest);
        assertThat(LabelText.of(longest + "x"))
                .hasSize(256)
                .startsWith("x".repeat(246))
                .matches(MARKED);
    }

    @Test
    void theMarkIsTheSameOnEveryRunAndPlatform() {
        assertThat(LabelText.of("x".repeat(10_000))).isEqualTo("x".repeat(246) + "…~586cde7a");
    }

    @Test
    void longTextsThatBeginAlikeStayDifferent() {
        String beginning = "x".repeat(10_000);

        assertThat(IntStream.range(0, 1_000).mapToObj(number -> LabelText.of(beginning + number)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {244, 245, 246, 247})
    void aCharacterIsNeverTornApart(int before) {
        String shown = LabelText.of("x".repeat(before) + EMOJI.repeat(20));

        assertThat(shown.length()).isBetween(255, 256);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
        assertThat(shown).doesNotContain("\uFFFD").matches(MARKED);
    }

    @Test
    void halfACharacterIsReplacedAndMarkedAndStaysDifferent() {
        List<String> halves = List.of("CTX-\uD800", "CTX-\uD801", "CTX-\uDC00", "CTX-\uDC00\uD800", "\uD800CTX-");

        List<String> shown = halves.stream().map(LabelText::of).toList();

        assertThat(shown)
                .doesNotHaveDuplicates()
                .allMatch(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .allMatch(text -> text.matches(MARKED));
        assertThat(shown.get(0)).startsWith("CTX-\uFFFD…~");
        assertThat(shown.get(3)).startsWith("CTX-\uFFFD\uFFFD…~");
        assertThat(shown.get(4)).startsWith("\uFFFDCTX-…~");
    }

    @Test
    void aTextThatLooksLikeACutOneIsNotMistakenForIt() {
        String cut = LabelText.of("x".repeat(300));

        assertThat(LabelText.of(cut)).isNotEqualTo(cut).hasSize(256).matches(MARKED);
        assertThat(LabelText.of("…~12345678")).matches("…~12345678…~[0-9a-f]{8}");
    }
}
