package io.citrixexporter.start;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a file.
 *
 * @param text the text without a byte order mark, as far as it can be decoded
 * @param byteOrderMark whether it begins with one
 * @param utf16 whether it is in UTF-16
 * @param problem why the rest of it cannot be decoded, with the place
 */
record FileText(String text, boolean byteOrderMark, boolean utf16, Optional<String> problem) {
    private static final String NOT_UTF_8 = "the text is not UTF-8 here; save the file as UTF-8";

    static FileText of(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(2, bytes.length), StandardCharsets.ISO_8859_1);
        boolean utf16 = start.equals("\u00FE\u00FF") || start.equals("\u00FF\u00FE");
        if (!utf16 && looksLikeUtf16(bytes)) {
            return new FileText(
                    "",
                    false,
                    true,
                    Optional.of(": the file seems to be UTF-16 without a byte order mark; save the file as UTF-8"));
        }
        Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        CharBuffer decoded = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = charset.newDecoder().decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        boolean mark = text.startsWith("\uFEFF");
        return new FileText(
                mark ? text.substring(1) : text,
                mark || utf16,
                utf16,
                result.isError() ? Optional.of(at(text, text.length(), NOT_UTF_8)) : Optional.empty());
    }

    /** Plain text has no NUL; in UTF-16 every other byte of most of it is one. */
    private static boolean looksLikeUtf16(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return bytes.length > 3 && text.chars().filter(c -> c == 0).count() > bytes.length / 4;
    }

    /** A problem with the place of a character in front. */
    static String at(String text, int index, String problem) {
        String before = text.substring(0, index);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return at(line, index - before.lastIndexOf('\n'), problem);
    }

    /** A problem with a place, counted from 1, in front. */
    static String at(long line, long column, String problem) {
        return ", line %d, column %d: %s".formatted(line, column, problem);
    }
}
