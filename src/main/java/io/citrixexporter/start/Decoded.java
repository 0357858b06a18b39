package io.citrixexporter.start;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file.
 *
 * @param text the text without a byte order mark, as far as it can be decoded
 * @param byteOrderMark whether it begins with one
 * @param utf16 whether it is in UTF-16
 * @param problem why the rest of it cannot be decoded
 */
record Decoded(String text, boolean byteOrderMark, boolean utf16, Optional<FileProblem> problem) {
    private static final String SAVE_AS_UTF_8 = "save the file as UTF-8";

    static Decoded of(byte[] bytes) {
        if (bytes.length > 1
                && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFF + 0xFE
                && Math.abs(bytes[0] - bytes[1]) == 1) {
            return of(bytes, StandardCharsets.UTF_16, true, "the file ends within a character; save it again");
        }
        if (looksLikeUtf16(bytes)) {
            return new Decoded(
                    "",
                    false,
                    true,
                    Optional.of(FileProblem.ofFile(
                            "the file seems to be UTF-16 without a byte order mark; " + SAVE_AS_UTF_8)));
        }
        return of(bytes, StandardCharsets.UTF_8, false, "the text is not UTF-8 here; " + SAVE_AS_UTF_8);
    }

    /** Plain text has no NUL; in UTF-16 every other byte of most of it is one. */
    private static boolean looksLikeUtf16(byte[] bytes) {
        int zeros = 0;
        for (byte b : bytes) {
            zeros += b == 0 ? 1 : 0;
        }
        return bytes.length > 3 && zeros > bytes.length / 4;
    }

    private static Decoded of(byte[] bytes, Charset charset, boolean utf16, String problem) {
        CharsetDecoder decoder = charset.newDecoder();
        CharBuffer decoded = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        boolean mark = text.startsWith("\uFEFF");
        Optional<FileProblem> error =
                result.isError() ? Optional.of(FileProblem.at(text, text.length(), problem)) : Optional.empty();
        return new Decoded(mark ? text.substring(1) : text, mark || utf16, utf16, error);
    }
}
