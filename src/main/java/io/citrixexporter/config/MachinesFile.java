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
    private static final String PART = "(?! )(?:(?![\\\\/|?*\"<>,;])" + PastedText.VISIBLE + ")+(?<! )";

    /** A regular expression for a name, with a domain or without. */
    static final String NAME = "(?=.{1,255}$)" + PART + "(\\\\" + PART + ")?";

    static final String HOW_TO_WRITE = "write a machine as CORP\\CTX-01, as its DNS name or as its id";

    /**
     * The names in the file as it is now, all of them or none.
     *
     * @throws UnusableFileException if it cannot be read, names no machine, or has a line that is no name of a machine
     */
    public List<String> names() throws UnusableFileException {
        List<String> names = lines().stream()
                .map(line -> normalized(line.replaceFirst("#.*", "")))
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new UnusableFileException("the file names no machine; write one a line");
        }
        for (String name : names) {
            if (!name.matches(NAME)) {
                throw new UnusableFileException(
                        "the file has a line \"%s\"; %s".formatted(Problems.printable(name), HOW_TO_WRITE));
            }
        }
        return names;
    }

    private List<String> lines() throws UnusableFileException {
        try {
            return TimedFileReader.read(path).lines().toList();
        } catch (TimedFileReader.StalledException e) {
            throw new UnusableFileException("the file cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new UnusableFileException("the file cannot be read as UTF-8 text; save it so");
        }
    }

    /**
     * The name of a machine in the form in which Citrix lists it: without quotes, the {@code $} of a computer account, the
     * dot at the end of a DNS name, and the braces of a GUID.
     */
    static String normalized(String text) {
        return MachineIds.withoutBraces(PastedText.unquoted(text).replaceFirst("(?<=[^$.\\\\])[$.]$", ""));
    }
}
