package io.citrixexporter.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that names machines, one a line; {@code #} starts a comment.
 *
 * @param path where it is
 */
public record MachinesFile(Path path) {

    /** Thrown when the file is of no use; the message says why, and the mend. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /**
     * The names in the file as it is now, all of them or none.
     *
     * @throws UnusableException if it cannot be read, names no machine, or has a line that is no name of a machine
     */
    public List<String> names() throws UnusableException {
        List<String> names = lines().stream()
                .map(line -> normalized(line.replaceFirst("#.*", "")))
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new UnusableException("the file names no machine; write one a line");
        }
        for (String name : names) {
            if (!wellFormed(name)) {
                throw new UnusableException(
                        "the file has a line \"%s\"; %s".formatted(Problems.printable(name), HOW_TO_WRITE));
            }
        }
        return names;
    }

    private List<String> lines() throws UnusableException {
        try {
            return TimedFileReader.read(path).lines().toList();
        } catch (TimedFileReader.StalledException e) {
            throw new UnusableException("the file cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new UnusableException("the file cannot be read as UTF-8 text; save it so");
        }
    }

    /** The mend for a name that is none. */
    static final String HOW_TO_WRITE = "write a machine as CORP\\CTX-01, as its DNS name or as its id";

    /**
     * The name of a machine in the form in which Citrix lists it: without quotes, the {@code $} of a computer account, the
     * dot at the end of a DNS name, and the braces of a GUID.
     */
    static String normalized(String text) {
        return MachineIds.withoutBraces(PastedText.unquoted(text).replaceFirst("(?<=[^$.\\\\])[$.]$", ""));
    }

    static boolean wellFormed(String name) {
        return name.equals(Problems.printable(name))
                && !PastedText.hasInvisible(name)
                && !name.matches(".*( \\\\|\\\\ ).*")
                && name.chars().noneMatch(c -> "/|?*\"<>,;".indexOf(c) >= 0)
                && name.chars().filter(c -> c == '\\').count() <= 1
                && !name.startsWith("\\")
                && !name.endsWith("\\");
    }
}
