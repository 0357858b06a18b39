package io.citrixexporter.config;

/** Makes text from elsewhere fit for a line of a log or of a message. */
public final class OneLine {
    private OneLine() {}

    /**
     * The text on one line, with {@code ?} for every character that would not show.
     *
     * @param most the most characters to show; what is longer ends in dots
     */
    public static String of(String text, int most) {
        String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
        return plain.length() <= most ? plain : plain.substring(0, most) + "...";
    }
}
