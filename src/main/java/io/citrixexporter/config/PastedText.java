package io.citrixexporter.config;

import java.util.Map;
import java.util.regex.Pattern;

/** Text as people paste it: with invisible characters around it, or in quotes that a shell or YAML would have removed. */
final class PastedText {
    private static final Map<Character, Character> QUOTES = Map.of(
            '"', '"', '\'', '\'', '\u201C', '\u201D', '\u201E', '\u201C', '\u2018', '\u2019', '\u00AB', '\u00BB');

    /** A regular expression for a character that is visible, or a space. */
    static final String VISIBLE = "(?:[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]| )";

    /** A regular expression for a text that fits into a header. */
    static final String ONE_LINE = VISIBLE + "{1,255}";

    static final String HOW_TO_WRITE = "must be on one line, without control characters";

    private static final String BLANK = "[\\p{Cc}\\p{Cf}\\p{Z}]";

    /** At the end, begins to match only where blanks begin, so that its time is linear. */
    private static final Pattern AROUND = Pattern.compile("\\A%1$s+|(?<!%1$s)%1$s+\\z".formatted(BLANK));

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}&&[^ ]]");

    private PastedText() {}

    /** The text without white space, no-break spaces, byte order marks and other invisible characters around it. */
    static String trimmed(String text) {
        return AROUND.matcher(text).replaceAll("");
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
        return INVISIBLE.matcher(text).find();
    }
}
