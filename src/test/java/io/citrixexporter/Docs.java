package io.citrixexporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documentation in the repository. */
public final class Docs {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\n((?s).*?)^```$");

    private Docs() {}

    /** Every Markdown file but the changelog. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"));
                Stream<Path> grafana = Files.list(Path.of("grafana"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), Stream.concat(docs, grafana))
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** The rows of the table with this heading. */
    public static List<String> table(String file, String heading) {
        return text(Path.of(file))
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    /** The examples in a language, such as {@code yaml}, of all documents. */
    public static Stream<String> examples(String language) throws IOException {
        return all().stream()
                .flatMap(file -> BLOCK.matcher(text(file)).results())
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2));
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
