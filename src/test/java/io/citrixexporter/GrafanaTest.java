package io.citrixexporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citrixexporter.metrics.MetricCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Dashboards, rules and documented queries use existing metrics, and missing data never looks healthy. Prometheus itself checks the
 * queries: see {@code .ci/check-dashboards} and {@code .ci/check-rules}.
 */
class GrafanaTest {
    private static final Path DASHBOARDS = Path.of("grafana/dashboards");
    private static final Path RULES = Path.of("grafana/prometheus");
    private static final String RUNBOOK = "grafana/RUNBOOK.md";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The height of a screen of 1080 pixels below the header of Grafana, in rows of its grid. */
    private static final int FIRST_SCREEN = 25;

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)|\\$\\{(\\w+)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:\"])\\w*:?citrix[_:][\\w:]+(?!\")");
    private static final Pattern RANGE = Pattern.compile("(?:rate|increase)\\([^\\[\\]]*\\[([^]]*)]");
    private static final Pattern SHADE = Pattern.compile("^(super-light|light|semi-dark|dark)-");
    private static final Pattern PROMQL_BLOCK = Pattern.compile("(?m)^```promql\n((?s).*?)^```$");

    static List<Path> dashboards() {
        return files(DASHBOARDS, ".json");
    }

    @Test
    void existAsListed() {
        assertThat(dashboards())
                .extracting(file -> read(file).path("uid").asText())
                .containsExactlyInAnyOrder("citrix-sessions", "citrix-machine", "citrix-exporter");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void importWithoutChanges(Path file) {
        JsonNode dashboard = read(file);

        assertThat(file).hasFileName(dashboard.path("uid").asText() + ".json");
        assertThat(dashboard.has("id")).as("id of a Grafana instance").isFalse();
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(41);
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("description").asText()).isNotBlank();
        JsonNode variables = dashboard.path("templating").path("list");
        assertThat(variables.path(0).path("name").asText()).isEqualTo("datasource");
        assertThat(variables.path(0).path("query").asText()).isEqualTo("prometheus");
        List<JsonNode> sources = new ArrayList<>();
        variables.forEach(variable -> sources.add(variable.path("datasource")));
        for (JsonNode panel : panels(dashboard)) {
            sources.add(panel.path("datasource"));
            panel.path("targets").forEach(target -> sources.add(target.path("datasource")));
        }
        assertThat(sources.stream().filter(Predicate.not(JsonNode::isMissingNode)))
                .isNotEmpty()
                .allSatisfy(source -> {
                    assertThat(source.path("type").asText()).isEqualTo("prometheus");
                    assertThat(source.path("uid").asText()).isEqualTo("${datasource}");
                });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void describeEveryPanel(Path file) {
        Set<String> titles = new HashSet<>();
        for (JsonNode panel : panels(read(file))) {
            String title = title(panel);
            assertThat(title).as("title in %s", file).isNotBlank();
            assertThat(titles.add(title)).as("duplicate panel title %s", title).isTrue();
            assertThat(panel.path("description").asText())
                    .as("description of %s", title)
                    .endsWith(".");
            assertThat(defaults(panel).path("unit").asText())
                    .as("unit of %s", title)
                    .isNotBlank();
            assertThat(panel.path("targets")).as("queries of %s", title).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void linkToEachOtherAndToRunbook(Path file) {
        JsonNode dashboard = read(file);
        Set<String> expected = new TreeSet<>(Set.of(RUNBOOK));
        dashboards()
                .forEach(other -> expected.add("/d/" + read(other).path("uid").asText()));
        expected.remove("/d/" + dashboard.path("uid").asText());

        Set<String> found = new TreeSet<>();
        for (JsonNode link : dashboard.path("links")) {
            String url = link.path("url").asText();
            found.add(url);
            assertThat(link.path("keepTime").asBoolean()).isEqualTo(url.startsWith("/d/"));
            assertThat(link.path("includeVars").asBoolean()).isEqualTo(url.startsWith("/d/"));
        }

        assertThat(found).isEqualTo(expected);
    }

    /** Links pass all variables; every dashboard has all of them, so that a selection is kept in both directions. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void passVariablesInLinks(Path file) {
        List<JsonNode> variables = variables(read(file));

        assertThat(variables.stream().map(GrafanaTest::withoutHiding))
                .containsExactlyElementsOf(variables(read(dashboards().get(0))).stream()
                        .map(GrafanaTest::withoutHiding)
                        .toList());
        assertThat(variables)
                .filteredOn(variable -> variable.path("hide").asInt() != 2)
                .extracting(variable -> variable.path("name").asText())
                .as("visible variables are used by queries")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("datasource"), usedVariables(read(file)).stream())
                                .toList());
    }

    /** A link in a panel keeps all variables and the time range. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void linkPanelsToExistingVariables(Path file) {
        for (JsonNode panel : panels(read(file))) {
            for (String url : fieldLinks(panel)) {
                if (url.equals(RUNBOOK)) {
                    continue;
                }
                JsonNode target =
                        read(DASHBOARDS.resolve(results("^/d/([a-z-]+)\\?", url).get(0) + ".json"));
                List<String> carried = results("\\$\\{(\\w+):queryparam}", url);
                List<String> set = results("\\bvar-(\\w+)=", url);
                assertThat(Stream.concat(carried.stream(), set.stream()))
                        .as(url)
                        .containsExactlyInAnyOrderElementsOf(variables(target).stream()
                                .map(variable -> variable.path("name").asText())
                                .toList());
                assertThat(columns(panel).values()).as(url).containsAll(results("__data\\.fields\\.(\\w+)", url));
                assertThat(url).endsWith("&${__url_time_range}");
            }
        }
    }

    /** A range query would show the last value before an exporter stopped, and Grafana shows no data in the lowest color. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void showMissingDataInStats(Path file) {
        assertThat(panels(read(file)))
                .filteredOn(panel -> type(panel).equals("stat"))
                .isNotEmpty()
                .allSatisfy(panel -> {
                    assertThat(panel.path("targets"))
                            .as("queries of %s", title(panel))
                            .allMatch(target -> target.path("instant").asBoolean());
                    assertThat(list(defaults(panel).path("mappings")))
                            .as("mapping of null in %s", title(panel))
                            .filteredOn(mapping -> mapping.path("options")
                                    .path("match")
                                    .asText()
                                    .equals("null"))
                            .extracting(mapping -> mapping.path("options")
                                    .path("result")
                                    .path("color")
                                    .asText())
                            .hasSize(1)
                            .isSubsetOf("red", "text");
                });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void showEveryColumnOfTables(Path file) {
        assertThat(panels(read(file)))
                .filteredOn(panel -> type(panel).equals("table"))
                .isNotEmpty()
                .allSatisfy(panel -> {
                    assertThat(defaults(panel).path("custom").path("minWidth").asInt())
                            .as("width of columns in %s", title(panel))
                            .isPositive();
                    assertThat(defaults(panel).path("noValue").asText())
                            .as("text without rows in %s", title(panel))
                            .isNotBlank();
                });
    }

    /** A name has the same fixed color on all panels. */
    @Test
    void colorNamesAlike() {
        Map<String, Set<String>> colors = new TreeMap<>();
        for (Path file : dashboards()) {
            for (JsonNode panel : panels(read(file))) {
                for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
                    override.path("properties").forEach(property -> {
                        if (property.path("id").asText().equals("color")) {
                            colors.computeIfAbsent(
                                            override.path("matcher")
                                                    .path("options")
                                                    .asText(),
                                            name -> new TreeSet<>())
                                    .add(property.path("value")
                                            .path("fixedColor")
                                            .asText());
                        }
                    });
                }
            }
        }

        assertThat(colors).containsKeys("Active", "Disconnected", "Lingering");
        assertThat(colors.values()).allMatch(used -> used.size() == 1);
    }

    /** Shades of one color look alike in a graph; Grafana names them light-green, dark-green and so on. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void colorsNamesOfPanelInDifferentColors(Path file) {
        for (JsonNode panel : panels(read(file))) {
            assertThat(list(panel.path("fieldConfig").path("overrides")).stream()
                            .flatMap(override -> list(override.path("properties")).stream())
                            .filter(property -> property.path("id").asText().equals("color"))
                            .map(property ->
                                    property.path("value").path("fixedColor").asText())
                            .map(color -> SHADE.matcher(color).replaceFirst("")))
                    .as(title(panel))
                    .doesNotHaveDuplicates();
        }
    }

    /** Rates use five minutes, in which a poll interval of up to two minutes has several cycles, at a step of one minute. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void computeRatesOverSeveralCycles(Path file) {
        for (JsonNode panel : panels(read(file))) {
            List<String> ranges = panel.findValuesAsText("expr").stream()
                    .flatMap(expression -> RANGE.matcher(expression).results())
                    .map(match -> match.group(1))
                    .toList();
            assertThat(ranges).as(title(panel)).isSubsetOf("5m", "1h");
            assertThat(panel.path("interval").asText())
                    .as(title(panel))
                    .isEqualTo(ranges.isEmpty() || type(panel).equals("stat") ? "" : "1m");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void placePanelsWithoutOverlap(Path file) {
        JsonNode dashboard = read(file);
        placeWithoutOverlap(list(dashboard.path("panels")));
        dashboard.path("panels").forEach(row -> placeWithoutOverlap(list(row.path("panels"))));
    }

    private static void placeWithoutOverlap(List<JsonNode> panels) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : panels) {
            JsonNode place = panel.path("gridPos");
            int left = place.path("x").asInt();
            int top = place.path("y").asInt();
            assertThat(left + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = left; x < left + place.path("w").asInt(); x++) {
                for (int y = top; y < top + place.path("h").asInt(); y++) {
                    assertThat(taken.add(x + "," + y))
                            .as("%s overlaps another panel", title(panel))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void answerOnFirstScreen() {
        JsonNode dashboard = read(DASHBOARDS.resolve("citrix-sessions.json"));

        assertThat(list(dashboard.path("panels"))).allSatisfy(panel -> {
            JsonNode place = panel.path("gridPos");
            assertThat(panel.path("collapsed").asBoolean()
                            || place.path("y").asInt() + place.path("h").asInt() <= FIRST_SCREEN)
                    .as("%s is on the first screen or in a collapsed row", title(panel))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void useDeclaredVariables(Path file) {
        JsonNode dashboard = read(file);

        assertThat(variables(dashboard))
                .extracting(variable -> variable.path("name").asText())
                .containsAll(usedVariables(dashboard));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void queryExistingMetrics(Path file) {
        JsonNode dashboard = read(file);
        List<String> expressions = expressions(dashboard);
        variables(dashboard)
                .forEach(variable ->
                        expressions.add(variable.path("query").path("query").asText()));

        assertThat(expressions).isNotEmpty().allSatisfy(GrafanaTest::assertMetricsExist);
    }

    /** Panels must stay readable on a site with thousands of machines. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void listMachinesOnlyInTopLists(Path file) {
        JsonNode dashboard = read(file);
        if (dashboard.path("uid").asText().equals("citrix-machine")) {
            return; // shows one
        }
        for (JsonNode panel : panels(dashboard)) {
            boolean machines = columns(panel).containsKey("machine")
                    || panel.findValuesAsText("legendFormat").toString().contains("{{machine}}");
            if (machines) {
                assertThat(panel.findValuesAsText("expr")).as(title(panel)).allMatch(text -> text.contains("topk("));
            }
        }
    }

    @Test
    void queriesExistingMetricsInRules() {
        for (Path file : files(RULES, ".rules.yml")) {
            rules(file).forEach(rule -> assertMetricsExist(rule.path("expr").asText()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/metrics.md", "grafana/RUNBOOK.md"})
    void mentionsExistingMetricsInTexts(String file) {
        List<String> queries = PROMQL_BLOCK
                .matcher(text(Path.of(file)))
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();

        assertThat(queries).isNotEmpty().allSatisfy(GrafanaTest::assertMetricsExist);
    }

    @Test
    void findsUnknownMetrics() {
        assertThat(Stream.of(
                        "citrix_session",
                        "rate(citrix_exporter_cycle_duration_seconds[5m])",
                        "my_own:citrix_sessions:sum"))
                .allSatisfy(expression ->
                        assertThatThrownBy(() -> assertMetricsExist(expression)).isInstanceOf(AssertionError.class));
    }

    private static void assertMetricsExist(String expression) {
        assertThat(NAME.matcher(expression).results().map(match -> match.group()))
                .as(expression)
                .isSubsetOf(metrics());
    }

    /** The names in the exposition and those of the recording rules. */
    private static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        for (MetricCatalog metric : MetricCatalog.values()) {
            if (metric.type() == MetricCatalog.Type.HISTOGRAM) {
                Stream.of("_bucket", "_count", "_sum", "_max").forEach(suffix -> names.add(metric.metric() + suffix));
            } else {
                names.add(metric.metric());
            }
        }
        files(RULES, ".rules.yml").forEach(file -> rules(file)
                .forEach(rule -> names.add(rule.path("record").asText())));
        return names;
    }

    private static String title(JsonNode panel) {
        return panel.path("title").asText();
    }

    private static String type(JsonNode panel) {
        return panel.path("type").asText();
    }

    private static JsonNode defaults(JsonNode panel) {
        return panel.path("fieldConfig").path("defaults");
    }

    private static List<JsonNode> variables(JsonNode dashboard) {
        return list(dashboard.path("templating").path("list"));
    }

    /** The variables in the queries of the panels and annotations, and in the titles of rows. */
    private static Set<String> usedVariables(JsonNode dashboard) {
        return expressions(dashboard).stream()
                .flatMap(expression -> VARIABLE.matcher(expression).results())
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode withoutHiding(JsonNode variable) {
        ObjectNode copy = variable.deepCopy();
        copy.remove("hide");
        return copy;
    }

    /** The links of the fields of a panel. */
    private static List<String> fieldLinks(JsonNode panel) {
        Stream<JsonNode> ofColumns = list(panel.path("fieldConfig").path("overrides")).stream()
                .flatMap(override -> list(override.path("properties")).stream())
                .filter(property -> property.path("id").asText().equals("links"))
                .flatMap(property -> list(property.path("value")).stream());
        return Stream.concat(ofColumns, list(defaults(panel).path("links")).stream())
                .map(link -> link.path("url").asText())
                .toList();
    }

    /** The renamed columns of a table. */
    private static Map<String, String> columns(JsonNode panel) {
        Map<String, String> columns = new TreeMap<>();
        panel.path("transformations").forEach(transformation -> transformation
                .path("options")
                .path("renameByName")
                .properties()
                .forEach(entry -> columns.put(entry.getKey(), entry.getValue().asText())));
        return columns;
    }

    private static List<String> results(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<JsonNode> rules(Path file) {
        List<JsonNode> rules = new ArrayList<>();
        JSON.<JsonNode>valueToTree(new Yaml().load(text(file))).path("groups").forEach(group -> group.path("rules")
                .forEach(rules::add));
        return rules;
    }

    /** The panels without rows; those of collapsed rows are included. */
    private static List<JsonNode> panels(JsonNode dashboard) {
        return list(dashboard.path("panels")).stream()
                .flatMap(panel -> Stream.concat(Stream.of(panel), list(panel.path("panels")).stream()))
                .filter(panel -> !type(panel).equals("row"))
                .toList();
    }

    private static List<String> expressions(JsonNode dashboard) {
        List<String> expressions = new ArrayList<>(dashboard.path("annotations").findValuesAsText("expr"));
        panels(dashboard)
                .forEach(panel -> expressions.addAll(panel.path("targets").findValuesAsText("expr")));
        return expressions;
    }

    private static List<Path> files(Path directory, String ending) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
