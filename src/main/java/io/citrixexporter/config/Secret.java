package io.citrixexporter.config;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A secret that the user gave, as text or as a file. Its text is only to be had with {@link #read()}: it never shows
 * in {@code toString()}, and so in no log line and no error message.
 */
public sealed interface Secret {

    /**
     * The secret as it is now; a file is read anew each time, so that a rotated secret needs no restart. May block for some
     * seconds.
     *
     * @return the secret, without white space around it, or a byte order mark before it, if it comes from a file
     * @throws IOException if the file cannot be read or holds nothing; the message names the file
     */
    String read() throws IOException;

    static Secret ofText(String text) {
        return new Text(text);
    }

    static Secret ofFile(Path file) {
        return new OfFile(file);
    }

    final class Text implements Secret {
        private final String text;

        private Text(String text) {
            this.text = text;
        }

        @Override
        public String read() {
            return text;
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    record OfFile(Path file) implements Secret {
        @Override
        public String read() throws IOException {
            String text;
            try {
                text = PastedText.trimmed(TimedFileReader.read(file));
            } catch (TimedFileReader.StalledException e) {
                throw new IOException("cannot read the file " + file + ": " + e.getMessage(), e);
            } catch (IOException e) {
                throw new IOException("cannot read the file " + file, e);
            }
            if (text.isEmpty()) {
                throw new IOException("the file " + file + " is empty");
            }
            return text;
        }
    }
}
