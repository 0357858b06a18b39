package io.citrixexporter.metrics;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes a text fit to be the value of a label. Nearly every text is as it is: the format escapes what it must.
 *
 * <p>What is longer than {@link #LONGEST}, or cannot be encoded because half of a surrogate pair is missing, is shown as
 * its beginning and a mark, {@code …~} and 8 hexadecimal digits of a hash of the whole text. So different texts stay
 * different. A text that happens to end like that gets a mark of its own.
 */
final class LabelText {
    /** The longest value of a label, in UTF-16 units. */
    static final int LONGEST = 256;

    private static final String MARK = "…~";
    private static final int HASH_BYTES = 4;
    private static final int ENDING = MARK.length() + 2 * HASH_BYTES;
    private static final int REPLACEMENT = 0xFFFD;

    private LabelText() {}

    /** The text itself where it is fit, else its beginning and the mark. */
    static String of(String text) {
        boolean fit = text.length() <= LONGEST && encodable(text) && !text.startsWith(MARK, text.length() - ENDING);
        return fit ? text : beginning(text) + MARK + hash(text);
    }

    private static boolean encodable(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (isLoneSurrogate(point)) {
                return false;
            }
            i += Character.charCount(point);
        }
        return true;
    }

    private static boolean isLoneSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static String beginning(String text) {
        int end = Math.min(text.length(), LONGEST - ENDING);
        boolean torn = end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
        return text.substring(0, torn ? end - 1 : end)
                .codePoints()
                .map(point -> isLoneSurrogate(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Of the UTF-16 units, since an encoder would take one lone surrogate for the other. */
    private static String hash(String text) {
        ByteBuffer units = ByteBuffer.allocate(2 * text.length());
        units.asCharBuffer().put(text);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(units.array());
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
