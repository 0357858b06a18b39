package io.citrixexporter.config;

/** Makes text from elsewhere fit for a line of a log or of a message. */
public final class OneLine {
    private OneLine() {}

    /**
     * The text on one line, with {@code ?} for every character that would not show.
     *
     * @param maxLength maximum number of characters; a longer text ends with dots
     */
    public static String of(String text, int maxLength) {
        String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
        return plain.length() <= maxLength ? plain : plain.substring(0, maxLength) + "...";
    }
}
