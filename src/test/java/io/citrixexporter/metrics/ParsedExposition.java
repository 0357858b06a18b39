package io.citrixexporter.metrics;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exposition, parsed by a strict parser of the Prometheus text format: encoded as UTF-8, split at line feeds
 * only, with unescaped label values. Any deviation is an error.
 */
final class ParsedExposition {
    /** A sample with its value and its labels in the order of the text. */
    record Row(String name, Map<String, String> labels, double value) {
        String label(String label) {
            return Objects.requireNonNull(labels.get(label), label);
        }
    }

    private static final Pattern COMMENT =
            Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum)$");

    private final List<Row> rows = new ArrayList<>();
    private final Set<String> families = new HashSet<>();
    private final Set<List<Object>> series = new HashSet<>();
    private String family = "";

    private ParsedExposition(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the text does not end with a line feed");
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            if (line.startsWith("#")) {
                comment(line);
            } else {
                row(new Scanner(line));
            }
        }
    }

    static ParsedExposition of(String text) {
        return new ParsedExposition(throughUtf8(text));
    }

    /** All samples of a family. */
    List<Row> rows(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).toList();
    }

    /** All samples. */
    List<Row> rows() {
        return rows;
    }

    /** The value of the only sample of a family. */
    double value(String name) {
        List<Row> found = rows(name);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " rows of " + name);
        }
        return found.get(0).value();
    }

    private static String throughUtf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("the text cannot be encoded", e);
        }
    }

    private void comment(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (!comment.matches()) {
            throw new AssertionError("invalid comment: " + line);
        }
        String name = comment.group(2);
        if (comment.group(1).equals("HELP")) {
            if (!families.add(name)) {
                throw new AssertionError("duplicate comment: " + name);
            }
            family = name;
        } else if (!name.equals(family)) {
            throw new AssertionError("TYPE in the wrong place: " + line);
        }
    }

    private void row(Scanner line) {
        String name = line.take(NAME, 0);
        if (!name.equals(family) && !SUFFIX.matcher(name).replaceFirst("").equals(family)) {
            throw new AssertionError("sample of " + name + " in the family " + family);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (line.skip("{")) {
            while (!line.skip("}")) {
                String label = line.take(LABEL, 1);
                if (labels.put(label, line.labelValue()) != null) {
                    throw new AssertionError("duplicate label: " + label);
                }
                line.skip(",");
            }
        }
        if (!line.skip(" ")) {
            throw new AssertionError("no space before the value");
        }
        Row row = new Row(name, labels, Double.parseDouble(line.rest().replace("+Inf", "Infinity")));
        if (!series.add(List.of(name, labels))) {
            throw new AssertionError("duplicate series: " + name + labels);
        }
        rows.add(row);
    }

    /** Parser of a line. */
    private static final class Scanner {
        private final String line;
        private int at;

        Scanner(String line) {
            this.line = line;
        }

        boolean skip(String text) {
            boolean there = line.startsWith(text, at);
            at += there ? text.length() : 0;
            return there;
        }

        String take(Pattern pattern, int group) {
            Matcher matcher = pattern.matcher(line).region(at, line.length());
            if (!matcher.lookingAt()) {
                throw new AssertionError("no " + pattern + " at " + at + " of " + line);
            }
            at = matcher.end();
            return matcher.group(group);
        }

        /** The text up to the closing quote, which is skipped. */
        String labelValue() {
            StringBuilder value = new StringBuilder();
            while (true) {
                char c = next();
                switch (c) {
                    case '"' -> {
                        return value.toString();
                    }
                    case '\\' -> value.append(unescaped(next()));
                    default -> value.append(c);
                }
            }
        }

        private char next() {
            if (at == line.length()) {
                throw new AssertionError("label value without closing quote: " + line);
            }
            return line.charAt(at++);
        }

        private char unescaped(char c) {
            return switch (c) {
                case '"', '\\' -> c;
                case 'n' -> '\n';
                default -> throw new AssertionError("unknown escape sequence: \\" + c + " in " + line);
            };
        }

        String rest() {
            return line.substring(at);
        }
    }
}
