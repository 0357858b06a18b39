package io.citrixexporter.start;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text of a file, and places in it. */
final class FileText {
    /** What stands in a decoded text for bytes that are not in its encoding. */
    static final char NOT_DECODED = '\uFFFD';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private FileText() {}

    /** The text in UTF-8, or in UTF-16 if a byte order mark says so; with that mark. */
    static String of(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(2, bytes.length), StandardCharsets.ISO_8859_1);
        Charset charset =
                switch (start) {
                    case "\u00FE\u00FF" -> StandardCharsets.UTF_16BE;
                    case "\u00FF\u00FE" -> StandardCharsets.UTF_16LE;
                    default -> StandardCharsets.UTF_8;
                };
        return new String(bytes, charset);
    }

    static boolean hasMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    }

    /** A problem with the place of a character in front. */
    static String at(String text, int index, String problem) {
        return at(line(text, index), index - text.substring(0, index).lastIndexOf('\n'), problem);
    }

    /** A problem with a place, counted from 1, in front. */
    static String at(long line, long column, String problem) {
        return ", line %d, column %d: %s".formatted(line, column, problem);
    }

    /** The line of a character, counted from 1. */
    static long line(String text, int index) {
        return text.chars().limit(index).filter(c -> c == '\n').count() + 1;
    }
}
