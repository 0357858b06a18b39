package io.citrixexporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.citrixexporter.config.ConfigKey;
import io.citrixexporter.config.Settings;
import io.citrixexporter.config.SettingsReader;
import io.citrixexporter.config.SiteSettings;
import io.citrixexporter.metrics.MetricCatalog;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
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

/** The README says what the program does: its tables are the code's own lists, and its examples can be copied. */
class ReadmeTest {
    /** Where the README's examples keep their files. */
    private static final String DIRECTORY = "/etc/citrix-exporter/";

    private static final Pattern METRIC = Pattern.compile("\\bcitrix_[a-z][a-z_]*[a-z]\\b");
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\n((?s).*?)^```$");

    @TempDir
    Path files;

    private String readme;

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(Path.of("README.md"));
        Files.writeString(files.resolve("client-secret"), "secret");
        Files.writeString(files.resolve("machines.txt"), "ctx-01.corp.example\n");
        Files.writeString(files.resolve("corp-ca.pem"), "");
    }

    @Test
    void listsEveryKey() {
        assertRows(
                "| key | default | meaning |",
                Arrays.stream(ConfigKey.values())
                        .map(key -> row("`" + key.pattern() + "`", key.defaultText(), key.meaning()))
                        .toList());
    }

    @Test
    void listsEveryMetric() {
        assertRows(
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

    @Test
    void mentionsOnlyMetricsThatExist() {
        Set<String> mentioned =
                METRIC.matcher(readme).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));

        mentioned.removeAll(seriesNames());

        assertThat(mentioned).as("README.md mentions metrics that do not exist").isEmpty();
    }

    @Test
    void mentionsOnlyKeysThatExist() {
        Set<String> keys = Arrays.stream(ConfigKey.values())
                .map(ConfigKey::pattern)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> mentioned = Pattern.compile("citrix\\.((poll|sites|shard|demo)\\.[a-z<]|max-)[a-z<>.-]*[a-z>]")
                .matcher(readme)
                .results()
                .map(MatchResult::group)
                .map(key -> key.replaceFirst("^citrix\\.sites\\.[a-z]+\\.", "citrix.sites.<name>."))
                .collect(Collectors.toCollection(TreeSet::new));

        mentioned.removeAll(keys);

        assertThat(mentioned).as("README.md mentions keys that do not exist").isEmpty();
    }

    @Test
    void yamlExamplesAreValidConfigurations() throws IOException {
        List<String> examples =
                blocks("yaml").filter(block -> block.contains("  sites:\n")).toList();

        assertThat(examples).hasSize(3);
        for (String example : examples) {
            assertReadable(new YamlConfigSource("README.md", example));
        }
    }

    @Test
    void environmentExampleIsAValidConfiguration() {
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

    /** The table with this heading must have these rows, in this order. */
    private void assertRows(String heading, List<String> expected) {
        List<String> found = readme.lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        if (!found.equals(expected)) {
            List<String> missing =
                    expected.stream().filter(row -> !found.contains(row)).toList();
            List<String> outdated =
                    found.stream().filter(row -> !expected.contains(row)).toList();
            fail("README.md lacks these rows:\n%s\n\nand has these, which must go:\n%s\n\nThe table, in order:\n%s"
                    .formatted(lines(missing), lines(outdated), lines(expected)));
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

    private Stream<String> blocks(String language) {
        return BLOCK.matcher(readme)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2).replace(DIRECTORY, files + "/"));
    }

    private static void assertReadable(ConfigSource source) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withSources(source).build();

        Settings settings = SettingsReader.read(config);

        assertThat(settings.sites()).extracting(SiteSettings::name).containsExactly("prod");
        SiteSettings site = settings.sites().get(0);
        assertThat(!site.machines().isEmpty()
                        || site.machinesFile().isPresent()
                        || site.discovery().isPresent())
                .isTrue();
    }
}
