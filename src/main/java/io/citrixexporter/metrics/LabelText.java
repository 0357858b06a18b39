package io.citrixexporter.metrics;

import io.citrixexporter.targets.PollTarget;

/** Limits label values to valid text of at most {@value PollTarget#MAX_LABEL_LENGTH} UTF-16 units. */
final class LabelText {
    private LabelText() {}

    /** The text, truncated if it is longer, with U+FFFD in place of unpaired surrogates. */
    static String of(String text) {
        String truncated =
                text.length() <= PollTarget.MAX_LABEL_LENGTH ? text : text.substring(0, PollTarget.MAX_LABEL_LENGTH);
        return truncated.codePoints().anyMatch(LabelText::isUnpairedSurrogate)
                ? truncated
                        .codePoints()
                        .map(point -> isUnpairedSurrogate(point) ? 0xFFFD : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : truncated;
    }

    private static boolean isUnpairedSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
