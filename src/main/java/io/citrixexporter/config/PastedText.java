package io.citrixexporter.config;

import java.util.Map;

/** Text as people paste it: with invisible characters around it, or in quotes that a shell or YAML would have removed. */
final class PastedText {
    private static final Map<Character, Character> QUOTES = Map.of(
            '"', '"', '\'', '\'', '\u201C', '\u201D', '\u201E', '\u201C', '\u2018', '\u2019', '\u00AB', '\u00BB');

    /** A regular expression for a character that is visible, or a space. */
    static final String VISIBLE = "(?:[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]| )";

    /** A regular expression for a text that fits into a header. */
    static final String ONE_LINE = VISIBLE + "{1,255}";

    static final String HOW_TO_WRITE = "must be on one line, without control characters";

    private PastedText() {}

    /** The text without white space, no-break spaces, byte order marks and other invisible characters around it. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The trimmed text without one pair of quotes around it. */
    static String unquoted(String text) {
        String trimmed = trimmed(text);
        return quoted(trimmed) ? trimmed(trimmed.substring(1, trimmed.length() - 1)) : trimmed;
    }

    /** Whether a trimmed text stands in a pair of quotes, and has no other quote of that kind. */
    static boolean quoted(String text) {
        int last = text.length() - 1;
        if (last < 1) {
            return false;
        }
        Character closing = QUOTES.get(text.charAt(0));
        return closing != null && text.charAt(last) == closing && text.indexOf(closing, 1) == last;
    }

    /** Whether the text holds a control character, an invisible one or a no-break space. */
    static boolean hasInvisible(String text) {
        return text.chars().anyMatch(c -> c != ' ' && isBlank((char) c));
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
