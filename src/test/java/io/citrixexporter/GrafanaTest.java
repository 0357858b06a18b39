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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Dashboards, rules and queries use existing metrics and labels; dashboards have titles, units and descriptions. */
class GrafanaTest {
    private static final Path DASHBOARDS = Path.of("grafana/dashboards");
    private static final Path RULES = Path.of("grafana/prometheus");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Metrics of Quarkus and of Prometheus itself. */
    private static final Pattern OTHERS = Pattern.compile(
            "(jvm|process|http|system|worker|netty)_[a-z0-9_]+|up|scrape_[a-z_]+|ALERTS|ALERTS_FOR_STATE");

    /** Labels that Prometheus adds to each series. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

    private static final Map<String, MetricCatalog> SERIES = series();
    private static final Set<String> ALL_LABELS = allLabels();
    private static final Set<String> RECORDED = recorded();

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)|\\$\\{(\\w+)");
    private static final Pattern AGGREGATION = Pattern.compile("\\b(?:sum|count|avg|min|max|group) by \\(([^)]*)\\)");
    private static final Pattern TOTAL = Pattern.compile("\\b(?:sum|count|avg|min|max|quantile)\\(");
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern COUNTER_OF_CYCLES =
            Pattern.compile("citrix_exporter_\\w+\\{[^}]*}\\[\\$__rate_interval]");
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
            String title = panel.path("title").asText();
            assertThat(title).as("title in %s", file).isNotBlank();
            assertThat(titles.add(title)).as("duplicate panel title %s", title).isTrue();
            assertThat(panel.path("description").asText())
                    .as("description of %s", title)
                    .endsWith(".");
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as("unit of %s", title)
                    .isNotBlank();
            assertThat(panel.path("targets")).as("queries of %s", title).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void linkToEachOther(Path file) {
        JsonNode dashboard = read(file);
        Set<String> expected = new TreeSet<>();
        dashboards()
                .forEach(other -> expected.add("/d/" + read(other).path("uid").asText()));
        expected.remove("/d/" + dashboard.path("uid").asText());

        Set<String> found = new TreeSet<>();
        for (JsonNode link : dashboard.path("links")) {
            found.add(link.path("url").asText());
            assertThat(link.path("keepTime").asBoolean()).isTrue();
            assertThat(link.path("includeVars").asBoolean()).isTrue();
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

    /** The name of a machine in a table links to that machine and keeps the other variables. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void linkTablesToExistingVariables(Path file) {
        for (JsonNode panel : panels(read(file))) {
            for (String url : fieldLinks(panel)) {
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

    /** Legends and tables use labels of the query results. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void useLabelsThatQueriesKeep(Path file) {
        for (JsonNode panel : panels(read(file))) {
            String title = panel.path("title").asText();
            Set<String> kept = new TreeSet<>(Set.of("Time", "Value", "__name__"));
            for (JsonNode target : panel.path("targets")) {
                kept.add("Value #" + target.path("refId").asText());
                Set<String> labels = keptLabels(target.path("expr").asText());
                kept.addAll(labels);
                assertThat(labels)
                        .as("labels in the legend of %s", title)
                        .containsAll(results(
                                LEGEND_LABEL.pattern(),
                                target.path("legendFormat").asText()));
            }
            assertThat(kept)
                    .as("columns of %s", title)
                    .containsAll(columns(panel).keySet());
        }
    }

    /** Such a counter only changes once per cycle: a rate over less than some cycles is a sawtooth. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void computeRatesOverSeveralCycles(Path file) {
        for (JsonNode panel : panels(read(file))) {
            boolean counts = panel.findValuesAsText("expr").stream()
                    .anyMatch(
                            expression -> COUNTER_OF_CYCLES.matcher(expression).find());
            assertThat(panel.path("interval").asText())
                    .as(panel.path("title").asText())
                    .isEqualTo(counts ? "5m" : "");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void placePanelsWithoutOverlap(Path file) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : read(file).path("panels")) {
            JsonNode place = panel.path("gridPos");
            int left = place.path("x").asInt();
            int top = place.path("y").asInt();
            assertThat(left + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = left; x < left + place.path("w").asInt(); x++) {
                for (int y = top; y < top + place.path("h").asInt(); y++) {
                    assertThat(taken.add(x + "," + y))
                            .as("%s overlaps another panel", panel.path("title").asText())
                            .isTrue();
                }
            }
        }
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
        for (JsonNode variable : variables(dashboard)) {
            String query = variable.path("query").path("query").asText();
            if (query.startsWith("label_values(")) {
                expressions.add(query.substring("label_values(".length(), query.lastIndexOf(',')));
            }
        }

        assertThat(expressions).isNotEmpty().allSatisfy(GrafanaTest::assertNamesExist);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void computeRatesOverRateInterval(Path file) {
        assertThat(expressions(read(file)))
                .allSatisfy(expression ->
                        assertThat(PromQuery.of(expression).rateRanges()).isSubsetOf("$__rate_interval"));
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
            boolean aTable = panel.path("type").asText().equals("table");
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr").asText();
                boolean aLineEach = target.path("legendFormat").asText().contains("{{machine}}");
                boolean aRowEach = aTable
                        && Pattern.compile("^(topk|sum by \\([^)]*machine)")
                                .matcher(expression)
                                .find();
                if (aLineEach || aRowEach) {
                    assertThat(expression).as(panel.path("title").asText()).contains("topk(");
                }
            }
        }
    }

    @Test
    void queriesExistingMetricsInRules() {
        for (Path file : files(RULES, ".rules.yml")) {
            for (JsonNode rule : rules(file)) {
                assertNamesExist(rule.path("expr").asText());
            }
        }
    }

    @Test
    void namesRecordedSeriesAfterLabels() {
        for (Path file : files(RULES, ".rules.yml")) {
            for (JsonNode rule : rules(file)) {
                String name = rule.path("record").asText();
                String expression = rule.path("expr").asText();
                if (!name.isEmpty() && AGGREGATION.matcher(expression).lookingAt()) {
                    assertThat(levelOf(name)).as(name).isEqualTo(keptLabels(expression));
                }
            }
        }
        assertThat(levelOf("site_delivery_group_machine:a:b")).containsExactly("delivery_group", "machine", "site");
        assertThat(levelOf("citrix:threshold:a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/metrics.md", "grafana/RUNBOOK.md"})
    void mentionsExistingMetricsInTexts(String file) {
        List<String> queries = PROMQL_BLOCK
                .matcher(text(Path.of(file)))
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();

        assertThat(queries).isNotEmpty().allSatisfy(GrafanaTest::assertNamesExist);
    }

    @Test
    void readsNamesFromAnExpression() {
        PromQuery query = PromQuery.of("""
                # a comment with {braces
                topk($top, sum by (site, machine) (a_total{state="Ac}tive", x!~'y'} offset 1w)) > bool 1.5e3
                  and on (site) group_left (zone) rate(b:c_total[$__rate_interval]) unless d @ end() or 1h
                  or label_replace(e, "made", "$1", "source", "(.*)") / ignoring (f) last_over_time(g[1h] @ end())
                """);

        assertThat(query.metrics()).containsExactly("a_total", "b:c_total", "d", "e", "g");
        assertThat(query.selectors()).contains(new PromQuery.Selector("a_total", Set.of("state", "x")));
        assertThat(query.labels()).containsExactly("f", "machine", "site", "source", "zone");
        assertThat(query.madeLabels()).containsExactly("made");
        assertThat(query.rated()).containsExactly("b:c_total");
        assertThat(query.rateRanges()).containsExactly("$__rate_interval");
        assertThatThrownBy(() -> PromQuery.of("sum(a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PromQuery.of("a)")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PromQuery.of("a{b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsUnknownNames() {
        assertThat(Stream.of(
                        "citrix_session",
                        "citrix_sessions{user=\"x\"}",
                        "sum by (user) (citrix_sessions)",
                        "citrix_machine_up{protocol=\"Hdx\"}",
                        "sum by (protocol) (citrix_machine_up)",
                        "rate(citrix_sessions[5m])",
                        "rate(citrix_exporter_cycle_duration_seconds_max[5m])",
                        "citrix_exporter_cycle_duration_seconds",
                        "my_own:citrix_sessions:sum",
                        "site_delivery_group:citrix_machine_sessions:fresh_in_use{machine=\"x\"}",
                        "sum by (machine) (site_delivery_group:citrix_machine_sessions:fresh_in_use)",
                        "{site=\"demo\"}"))
                .allSatisfy(expression ->
                        assertThatThrownBy(() -> assertNamesExist(expression)).isInstanceOf(AssertionError.class));
    }

    private static void assertNamesExist(String expression) {
        PromQuery query = PromQuery.of(expression);
        Set<String> known = new TreeSet<>(query.madeLabels());
        known.addAll(TARGET_LABELS);
        for (PromQuery.Selector selector : query.selectors()) {
            String metric = selector.metric();
            Set<String> labels = labels(metric);
            assertThat(labels).as("%s in: %s", metric, expression).isNotNull();
            known.addAll(labels);
            if (!OTHERS.matcher(metric).matches()) {
                labels.addAll(TARGET_LABELS);
                assertThat(labels).as("labels of %s in: %s", metric, expression).containsAll(selector.labels());
            }
        }
        if (query.metrics().stream().noneMatch(metric -> OTHERS.matcher(metric).matches())) {
            assertThat(known).as("labels in: %s", expression).containsAll(query.labels());
        }
        assertThat(query.rated())
                .as("rate of a counter: %s", expression)
                .allMatch(metric -> isCounter(metric) || RECORDED.contains(metric));
    }

    /** The labels of a metric, or null if it does not exist. */
    private static Set<String> labels(String metric) {
        if (SERIES.containsKey(metric)) {
            Set<String> labels = new TreeSet<>(SERIES.get(metric).labels());
            if (metric.endsWith("_bucket")) {
                labels.add("le");
            }
            return labels;
        }
        if (RECORDED.contains(metric)) {
            return levelOf(metric);
        }
        return OTHERS.matcher(metric).matches() ? new TreeSet<>() : null;
    }

    private static boolean isCounter(String metric) {
        MetricCatalog own = SERIES.get(metric);
        if (own == null) {
            return Pattern.compile("_(total|sum|count|bucket)$").matcher(metric).find();
        }
        return own.type() == MetricCatalog.Type.COUNTER
                || (own.type() == MetricCatalog.Type.HISTOGRAM && !metric.endsWith("_max"));
    }

    /** The metric of each name in the exposition. */
    private static Map<String, MetricCatalog> series() {
        Map<String, MetricCatalog> series = new TreeMap<>();
        for (MetricCatalog metric : MetricCatalog.values()) {
            if (metric.type() == MetricCatalog.Type.HISTOGRAM) {
                Stream.of("_bucket", "_count", "_sum", "_max")
                        .forEach(suffix -> series.put(metric.metric() + suffix, metric));
            } else {
                series.put(metric.metric(), metric);
            }
        }
        return series;
    }

    private static Set<String> allLabels() {
        Set<String> labels = new TreeSet<>();
        SERIES.values().forEach(metric -> labels.addAll(metric.labels()));
        return labels;
    }

    /** The labels before the first colon of a recorded name, separated by _. */
    private static Set<String> levelOf(String recorded) {
        Set<String> level = new TreeSet<>();
        String rest = recorded.substring(0, recorded.indexOf(':'));
        while (!rest.isEmpty() && !rest.equals("citrix")) {
            String beginning = rest;
            String label = ALL_LABELS.stream()
                    .filter(name -> (beginning + "_").startsWith(name + "_"))
                    .max(Comparator.comparing(String::length))
                    .orElseThrow(() -> new AssertionError(beginning + " is no label in " + recorded));
            level.add(label);
            rest = rest.equals(label) ? "" : rest.substring(label.length() + 1);
        }
        return level;
    }

    /** The labels of a query result: those of its aggregation, or all labels of its metrics without one. */
    private static Set<String> keptLabels(String expression) {
        PromQuery query = PromQuery.of(expression);
        Set<String> kept = new TreeSet<>();
        if (expression.startsWith("label_")) {
            kept.addAll(query.madeLabels());
        }
        Matcher sum = AGGREGATION.matcher(expression);
        if (sum.find()) {
            kept.addAll(List.of(sum.group(1).split(", *")));
        } else if (!TOTAL.matcher(expression).find()) {
            query.metrics().forEach(metric -> {
                kept.addAll(labels(metric));
                kept.addAll(TARGET_LABELS);
            });
        }
        return kept;
    }

    private static List<JsonNode> variables(JsonNode dashboard) {
        return list(dashboard.path("templating").path("list"));
    }

    private static Set<String> usedVariables(JsonNode dashboard) {
        Set<String> used = new TreeSet<>();
        expressions(dashboard).forEach(expression -> VARIABLE.matcher(expression)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .filter(name -> !name.startsWith("__"))
                .forEach(used::add));
        return used;
    }

    private static JsonNode withoutHiding(JsonNode variable) {
        ObjectNode copy = variable.deepCopy();
        copy.remove("hide");
        return copy;
    }

    /** The links of a table. */
    private static List<String> fieldLinks(JsonNode panel) {
        return list(panel.path("fieldConfig").path("overrides")).stream()
                .flatMap(override -> list(override.path("properties")).stream())
                .filter(property -> property.path("id").asText().equals("links"))
                .flatMap(property -> list(property.path("value")).stream())
                .map(link -> link.path("url").asText())
                .toList();
    }

    /** The renamed columns of a table. */
    private static Map<String, String> columns(JsonNode panel) {
        Map<String, String> columns = new TreeMap<>();
        panel.path("transformations").forEach(transformation -> {
            JsonNode options = transformation.path("options");
            options.path("indexByName").fieldNames().forEachRemaining(name -> columns.put(name, name));
            options.path("renameByName")
                    .properties()
                    .forEach(entry ->
                            columns.put(entry.getKey(), entry.getValue().asText()));
        });
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

    /** The names of the recording rules. */
    private static Set<String> recorded() {
        Set<String> names = new TreeSet<>();
        for (Path file : files(RULES, ".rules.yml")) {
            rules(file).stream()
                    .filter(rule -> rule.has("record"))
                    .forEach(rule -> names.add(rule.path("record").asText()));
        }
        return names;
    }

    private static List<JsonNode> rules(Path file) {
        List<JsonNode> rules = new ArrayList<>();
        JSON.<JsonNode>valueToTree(new Yaml().load(text(file))).path("groups").forEach(group -> group.path("rules")
                .forEach(rules::add));
        return rules;
    }

    /** The panels without rows. */
    private static List<JsonNode> panels(JsonNode dashboard) {
        return list(dashboard.path("panels")).stream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    private static List<String> expressions(JsonNode dashboard) {
        List<String> expressions = new ArrayList<>();
        panels(dashboard).forEach(panel -> panel.path("targets")
                .forEach(target -> expressions.add(target.path("expr").asText())));
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
