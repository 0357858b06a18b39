package io.citrixexporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.citrixexporter.config.Configs;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.MappedKeys;
import io.citrixexporter.config.Settings;
import io.citrixexporter.metrics.MetricCatalog;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the documentation match the code, and its examples are valid. */
class DocsTest {
    /** The directory of files in examples. */
    private static final String DIRECTORY = "/etc/citrix-exporter/";

    private static final Pattern METRIC = Pattern.compile("(?<!:)\\bcitrix_[a-z][a-z_]*[a-z]\\b(?!:)");

    @TempDir
    Path files;

    @BeforeEach
    void read() throws IOException {
        Files.writeString(files.resolve("client-secret"), "secret");
        Files.writeString(files.resolve("machines.txt"), "ctx-01.corp.example\n");
        Files.writeString(files.resolve("corp-ca.pem"), "");
    }

    @Test
    void listsEveryKeyWithTheDefaultOfTheMapping() {
        Map<String, String> documented = Docs.table("docs/configuration.md", "| key | default | meaning |").stream()
                .map(row -> row.split("\\|"))
                .collect(Collectors.toMap(cells -> cells[1].strip().replace("`", ""), cells -> cells[2].strip()));

        assertThat(documented).containsOnlyKeys(MappedKeys.defaults().keySet());
        MappedKeys.defaults().forEach((key, value) -> {
            if (!value.isEmpty()) {
                assertThat(documented).containsEntry(key, value);
            }
        });
    }

    @Test
    void listsEveryMetric() {
        assertRows(
                "docs/metrics.md",
                "| metric | type | labels | meaning |",
                Arrays.stream(MetricCatalog.values())
                        .map(metric -> row(
                                "`" + metric.metric() + "`",
                                metric.type().text(),
                                metric.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(Collectors.joining(", ")),
                                metric.help()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("io.citrixexporter.Docs#all")
    void mentionsOnlyMetricsThatExist(Path file) {
        Set<String> mentioned = METRIC.matcher(Docs.text(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));

        mentioned.removeAll(seriesNames());

        assertThat(mentioned).as("unknown metrics in %s", file).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.citrixexporter.Docs#all")
    void mentionsOnlyKeysThatExist(Path file) {
        Set<String> keys = MappedKeys.defaults().keySet();
        Set<String> mentioned = Pattern.compile("citrix\\.((poll|sites|shard|demo)\\.[a-z<]|max-)[a-z<>.-]*[a-z>]")
                .matcher(Docs.text(file))
                .results()
                .map(MatchResult::group)
                .map(key -> key.replaceFirst("^citrix\\.sites\\.[a-z]+\\.", "citrix.sites.<name>."))
                .collect(Collectors.toCollection(TreeSet::new));

        mentioned.removeAll(keys);

        assertThat(mentioned).as("unknown keys in %s", file).isEmpty();
    }

    @Test
    void yamlExamplesAreValidConfigurations() throws IOException {
        List<String> examples =
                blocks("yaml").filter(block -> block.contains("  sites:\n")).toList();

        assertThat(examples).hasSize(5);
        for (String example : examples) {
            assertReadable(new YamlConfigSource("example", example));
        }
    }

    @Test
    void environmentExampleIsAValidConfiguration() throws IOException {
        List<String> examples = blocks("sh")
                .filter(block -> block.lines().anyMatch(line -> line.startsWith("CITRIX_SITES_")))
                .toList();

        assertThat(examples).hasSize(1);
        Map<String, String> variables = examples.get(0)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertReadable(new EnvConfigSource(variables, 300));
    }

    /** Checks the rows of the table with this heading and their order. */
    private static void assertRows(String file, String heading, List<String> expected) {
        List<String> found = Docs.table(file, heading);
        if (!found.equals(expected)) {
            List<String> missing =
                    expected.stream().filter(row -> !found.contains(row)).toList();
            List<String> outdated =
                    found.stream().filter(row -> !expected.contains(row)).toList();
            fail("%s lacks these rows:\n%s\n\nand has these, which must go:\n%s\n\nThe table, in order:\n%s"
                    .formatted(file, lines(missing), lines(outdated), lines(expected)));
        }
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .map(cell -> cell.isEmpty() ? " " : " " + cell + " ")
                .collect(Collectors.joining("|", "|", "|"));
    }

    private static String lines(List<String> rows) {
        return String.join("\n", rows);
    }

    private static Set<String> seriesNames() {
        return Arrays.stream(MetricCatalog.values())
                .flatMap(metric -> metric.type() == MetricCatalog.Type.HISTOGRAM
                        ? Stream.of("", "_bucket", "_count", "_sum", "_max").map(end -> metric.metric() + end)
                        : Stream.of(metric.metric()))
                .collect(Collectors.toSet());
    }

    private Stream<String> blocks(String language) throws IOException {
        return Docs.examples(language).map(block -> block.replace(DIRECTORY, files + "/"));
    }

    private static void assertReadable(ConfigSource source) {
        Settings settings = Configs.read(source);

        assertThat(settings.sites()).extracting(ExporterConfig.Site::name).containsExactly("prod");
        ExporterConfig.Site site = settings.sites().get(0);
        assertThat(site.machines().isPresent()
                        || site.machinesFile().isPresent()
                        || site.discovery().enabled())
                .isTrue();
    }
}
