package io.citrixexporter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names in a PromQL expression, to compare them with the metrics and labels of the exporter.
 *
 * <p>It parses words and brackets only; promtool checks the syntax.
 * Expressions may contain Grafana variables.
 *
 * @param selectors each use of a metric
 * @param labels the labels in by, without, on, ignoring, group_left and group_right, and those that label_replace and
 *     label_join read
 * @param madeLabels the labels that label_replace, label_join and count_values make
 * @param rated the metrics whose rate or increase is taken
 * @param rateRanges over which times these rates are taken
 */
record PromQuery(
        List<Selector> selectors,
        Set<String> labels,
        Set<String> madeLabels,
        Set<String> rated,
        Set<String> rateRanges) {

    /** A selector with its labels; the metric is empty in a selector without a name. */
    record Selector(String metric, Set<String> labels) {}

    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "atan2", "bool", "offset", "inf", "nan");
    private static final Set<String> RATES = Set.of("rate", "irate", "increase");
    private static final Set<String> LABEL_MAKERS = Set.of("label_replace", "label_join", "count_values");

    private static final Pattern TOKEN = Pattern.compile(
            "#[^\\n]*" // a comment
                    + "|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`" // a text
                    + "|\\$\\w+|\\$\\{[^}]*\\}" // a variable of Grafana
                    + "|[0-9.][0-9a-zA-Z.]*" // a number or a duration
                    + "|[a-zA-Z_:][a-zA-Z0-9_:]*"
                    + "|[=!]~|[=!<>]=|\\S");

    /** The metrics of the expression. */
    Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        selectors.forEach(selector -> metrics.add(selector.metric()));
        return metrics;
    }

    /** Parses an expression; fails on unbalanced brackets. */
    static PromQuery of(String expression) {
        return new Reader(expression).read();
    }

    private static final class Reader {
        private final String expression;
        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> labels = new TreeSet<>();
        private final Set<String> madeLabels = new TreeSet<>();
        private final Set<String> rated = new TreeSet<>();
        private final Set<String> rateRanges = new TreeSet<>();
        private final Deque<Call> calls = new ArrayDeque<>();
        private int next;

        /** A pair of parentheses, the function before it if any, and its strings. */
        private record Call(String function, List<String> texts) {}

        Reader(String expression) {
            this.expression = expression;
            tokens = TOKEN.matcher(expression)
                    .results()
                    .map(MatchResult::group)
                    .filter(token -> !token.startsWith("#"))
                    .toList();
        }

        PromQuery read() {
            String word = "";
            while (next < tokens.size()) {
                String token = tokens.get(next++);
                switch (token) {
                    case "(" -> calls.push(new Call(word, new ArrayList<>()));
                    case ")" -> close();
                    case "[" -> range(String.join("", until("]")));
                    case "{" -> selector("");
                    case "}", "]" -> throw invalid(token);
                    case "@" -> instant();
                    default -> {
                        if (isWord(token)) {
                            word(token);
                        } else if (isText(token) && !calls.isEmpty()) {
                            calls.peek().texts().add(token.substring(1, token.length() - 1));
                        }
                    }
                }
                word = token;
            }
            if (!calls.isEmpty()) {
                throw invalid("the end");
            }
            return new PromQuery(selectors, labels, madeLabels, rated, rateRanges);
        }

        private void word(String word) {
            if (LABEL_LISTS.contains(word)) {
                if (peek().equals("(")) {
                    next++;
                    until(")").stream().filter(Reader::isWord).forEach(labels::add);
                }
            } else if (!OPERATORS.contains(word) && !peek().equals("(") && !LABEL_LISTS.contains(peek())) {
                if (peek().equals("{")) {
                    next++;
                    selector(word);
                } else {
                    use(word, Set.of());
                }
            }
        }

        private void selector(String metric) {
            Set<String> chosenBy = new TreeSet<>();
            until("}").stream().filter(Reader::isWord).forEach(chosenBy::add);
            use(metric, chosenBy);
        }

        private void use(String metric, Set<String> chosenBy) {
            selectors.add(new Selector(metric, chosenBy));
            if (inRate()) {
                rated.add(metric);
            }
        }

        private void range(String range) {
            if (inRate()) {
                rateRanges.add(range);
            }
        }

        private boolean inRate() {
            return !calls.isEmpty() && RATES.contains(calls.peek().function());
        }

        /** @ is followed by start(), end() or a time. */
        private void instant() {
            if (isWord(peek())) {
                next++;
            }
        }

        private void close() {
            if (calls.isEmpty()) {
                throw invalid(")");
            }
            Call call = calls.pop();
            if (LABEL_MAKERS.contains(call.function()) && !call.texts().isEmpty()) {
                madeLabels.add(call.texts().get(0));
                if (call.function().equals("label_replace") && call.texts().size() > 2) {
                    labels.add(call.texts().get(2));
                    // An empty source label means a constant.
                    labels.remove("");
                } else if (call.function().equals("label_join") && call.texts().size() > 2) {
                    labels.addAll(call.texts().subList(2, call.texts().size()));
                }
            }
        }

        private List<String> until(String bracket) {
            List<String> between = new ArrayList<>();
            while (!peek().equals(bracket)) {
                if (next == tokens.size()) {
                    throw invalid("the end");
                }
                between.add(tokens.get(next++));
            }
            next++;
            return between;
        }

        private String peek() {
            return next < tokens.size() ? tokens.get(next) : "";
        }

        private IllegalArgumentException invalid(String token) {
            return new IllegalArgumentException("unbalanced brackets at " + token + ": " + expression);
        }

        private static boolean isWord(String token) {
            return !token.isEmpty() && (Character.isLetter(token.charAt(0)) || "_:".indexOf(token.charAt(0)) >= 0);
        }

        private static boolean isText(String token) {
            return token.length() > 1 && "\"'`".indexOf(token.charAt(0)) >= 0;
        }
    }
}
