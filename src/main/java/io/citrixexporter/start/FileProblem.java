package io.citrixexporter.start;

import java.nio.file.Path;

/**
 * A mistake in a file.
 *
 * @param line where it is, from 1; 0 for the file as a whole
 * @param column where it is in the line, from 1; 0 if that is not known
 * @param text what is wrong, and how to fix it
 */
record FileProblem(int line, int column, String text) {
    static FileProblem ofFile(String text) {
        return new FileProblem(0, 0, text);
    }

    static FileProblem ofLine(int line, String text) {
        return new FileProblem(line, 0, text);
    }

    /** The place of a character in a text. */
    static FileProblem at(CharSequence text, int index, String problem) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new FileProblem(line, index - start + 1, problem);
    }

    /** One line for the user. */
    String in(Path file) {
        String place = (line > 0 ? ", line " + line : "") + (column > 0 ? ", column " + column : "");
        return file + place + ": " + text;
    }
}
