package io.citrixexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Alerts, their tests, the runbook and the documentation agree; promtool checks the rules. */
class RulesTest {
    private static final Path DIRECTORY = Path.of("grafana", "prometheus");
    private static final Path RUNBOOK = Path.of("grafana", "RUNBOOK.md");
    private static final Pattern THRESHOLD = Pattern.compile("citrix:threshold:\\w+");

    private final List<Map<?, ?>> rules = files(".rules.yml")
            .flatMap(file -> maps(file.get("groups")))
            .flatMap(group -> maps(group.get("rules")))
            .toList();
    private final List<Map<?, ?>> alerts =
            rules.stream().filter(rule -> rule.containsKey("alert")).toList();

    @Test
    void describesEveryAlert() {
        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(map(alert.get("labels")).get("severity")).isIn("critical", "warning", "info");
            assertThat(text(annotations(alert), "summary")).isNotBlank().doesNotContain("{{");
            assertThat(text(annotations(alert), "description")).contains("$value");
            assertThat(text(annotations(alert), "runbook_url")).isEqualTo("grafana/RUNBOOK.md#" + anchor(name(alert)));
        });
    }

    @Test
    void hasRunbookSectionForEveryAlert() {
        List<String> sections = read(RUNBOOK)
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(sections).containsExactlyElementsOf(alertNames());
    }

    @Test
    void resolvesLinksWithinRunbook() {
        assertThat(results("\\]\\(#([^)]*)\\)", read(RUNBOOK)))
                .isNotEmpty()
                .isSubsetOf(alertNames().stream().map(RulesTest::anchor).toList());
    }

    /** A failed scrape must not resolve an alert, except for the alert on failed scrapes. */
    @Test
    void keepsEveryAlertFiring() {
        assertThat(alerts)
                .filteredOn(alert -> !alert.containsKey("keep_firing_for"))
                .extracting(RulesTest::name)
                .containsExactly("CitrixExporterGone");
    }

    @Test
    void testsEveryAlertBeforeAndWhenItFires() {
        Set<String> tested = new TreeSet<>();
        files(".test.yml").forEach(file -> {
            Duration step = duration(text(file, "evaluation_interval"));
            maps(file.get("tests")).forEach(test -> {
                looks(test).forEach((alert, looks) -> looks.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .ifPresent(first -> {
                            assertThat(looks.get(first.minus(step)))
                                    .as("%s does not fire before its time in: %s", alert, text(test, "name"))
                                    .isEqualTo(false);
                            tested.add(alert);
                        }));
            });
        });

        assertThat(tested).containsExactlyInAnyOrderElementsOf(alertNames());
    }

    /** An evaluation time of an alert in a test, and whether it fires then. */
    private static Map<String, SortedMap<Duration, Boolean>> looks(Map<?, ?> test) {
        Map<String, SortedMap<Duration, Boolean>> looks = new TreeMap<>();
        maps(test.get("alert_rule_test"))
                .forEach(look -> looks.computeIfAbsent(text(look, "alertname"), name -> new TreeMap<>())
                        .put(
                                duration(text(look, "eval_time")),
                                maps(look.get("exp_alerts")).findAny().isPresent()));
        return looks;
    }

    private static Duration duration(String text) {
        return Pattern.compile("(\\d+)([dhm])")
                .matcher(text)
                .results()
                .map(part -> Duration.of(
                        Long.parseLong(part.group(1)),
                        switch (part.group(2)) {
                            case "d" -> ChronoUnit.DAYS;
                            case "h" -> ChronoUnit.HOURS;
                            default -> ChronoUnit.MINUTES;
                        }))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void definesEachThresholdOnceAndUsesIt() {
        Set<String> set = rules.stream()
                .filter(rule -> rule.containsKey("record"))
                .map(rule -> text(rule, "record"))
                .filter(name -> THRESHOLD.matcher(name).matches())
                .collect(Collectors.toSet());
        Set<String> used = rules.stream()
                .flatMap(rule -> THRESHOLD.matcher(text(rule, "expr")).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(used).isEqualTo(set);
    }

    @Test
    void documentsEveryAlert() {
        assertThat(Docs.table("docs/dashboards-and-alerts.md", "| alert | severity | for | fires when |"))
                .containsExactlyElementsOf(alerts.stream()
                        .map(alert -> "| [%s](../grafana/RUNBOOK.md#%s) | %s | %s | %s |"
                                .formatted(
                                        name(alert),
                                        anchor(name(alert)),
                                        text(map(alert.get("labels")), "severity"),
                                        text(alert, "for"),
                                        text(annotations(alert), "summary")))
                        .toList());
    }

    @Test
    void documentsEveryRuleFile() {
        String text = read(Path.of("docs/dashboards-and-alerts.md"));

        assertThat(names(".rules.yml")).isNotEmpty().allSatisfy(file -> assertThat(text)
                .contains("(../grafana/prometheus/" + file + ")")
                .contains("  - " + file + "\n"));
    }

    private List<String> alertNames() {
        return alerts.stream().map(RulesTest::name).toList();
    }

    private static String name(Map<?, ?> alert) {
        return text(alert, "alert");
    }

    private static Map<?, ?> annotations(Map<?, ?> alert) {
        return map(alert.get("annotations"));
    }

    /** The anchor of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }

    private static List<String> results(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static List<String> names(String end) {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Map<?, ?>> files(String end) {
        return names(end).stream().map(file -> map(new Yaml().load(read(DIRECTORY.resolve(file)))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Map<?, ?> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    /** The maps of a list; empty for a missing list. */
    private static Stream<Map<?, ?>> maps(Object list) {
        return list == null ? Stream.empty() : ((List<?>) list).stream().map(RulesTest::map);
    }
}
