package io.citrixexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links and pictures of the documentation resolve to existing files and headings. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    @ParameterizedTest
    @MethodSource("io.citrixexporter.Docs#all")
    void resolve(Path file) throws IOException {
        assertThat(links(file)).allSatisfy(link -> assertResolves(file, link));
    }

    private static void assertResolves(Path from, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();

        assertThat(target).exists();
        if (parts.length > 1) {
            assertThat(anchors(target)).contains(parts[1]);
        }
    }

    private static List<String> links(Path file) throws IOException {
        return LINK.matcher(withoutCode(file))
                .results()
                .map(result -> result.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** The anchors of the headings of a file; duplicates get a number. */
    private static Set<String> anchors(Path file) throws IOException {
        Set<String> anchors = new HashSet<>();
        headings(file).map(LinksTest::anchor).forEach(anchor -> {
            String name = anchor;
            for (int number = 1; !anchors.add(name); number++) {
                name = anchor + "-" + number;
            }
        });
        return anchors;
    }

    private static Stream<String> headings(Path file) throws IOException {
        String text = Pattern.compile("(?ms)^```.*?^```$")
                .matcher(Files.readString(file))
                .replaceAll("");
        return HEADING.matcher(text).results().map((MatchResult result) -> result.group(1));
    }

    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static String withoutCode(Path file) throws IOException {
        return CODE.matcher(Files.readString(file)).replaceAll("");
    }
}
