package io.citrixexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code, scripts and documentation are free of words that have a technical synonym, such as "fix", "report" or "MAX_". */
class LanguageTest {
    private static final Pattern FORBIDDEN = Pattern.compile("\\b("
            + "[Mm]end(s|ed|ing)?|[Tt]old|[Tt]ells?|[Dd]ice|[Rr]osters?|[Bb]ears|[Bb]earers? of|[Ww]alk(s|ed|ing)?"
            + "|[Ww]hoever|[Ss]omebody|[Aa]nybody|[Nn]obody|[Ee]verybody"
            + "|[Oo]f use|[Gg]ive[sn]? up|[Gg]iving up|[Gg]ave up|[Ll]ets? in|[Pp]atience|PATIENCE|[Ll]ost controllers?"
            + "|(LEAST|MOST|LARGEST|SMALLEST|LONGEST|SHORTEST)_\\w+"
            + ")\\b");

    @Test
    void usesPlainTechnicalEnglish() {
        assertThat(texts().flatMap(LanguageTest::forbiddenWords)).isEmpty();
    }

    private static Stream<Path> texts() {
        return Stream.of("src", "grafana", "docs", ".ci", "README.md", "CONTRIBUTING.md", "pom.xml")
                .flatMap(LanguageTest::files)
                .filter(file -> !file.startsWith("src") || file.startsWith("src/main") || isJava(file))
                .filter(file -> !file.toString().endsWith(".png") && !file.endsWith("LanguageTest.java"));
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static Stream<Path> files(String start) {
        try (Stream<Path> paths = Files.walk(Path.of(start))) {
            return paths.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The forbidden words of a file, each with file and line. */
    private static Stream<String> forbiddenWords(Path file) {
        List<String> lines = Docs.text(file).lines().toList();
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(index -> FORBIDDEN.matcher(lines.get(index)).results().map(word -> "%s:%d: %s"
                        .formatted(file, index + 1, word.group())));
    }
}
