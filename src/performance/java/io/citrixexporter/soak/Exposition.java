package io.citrixexporter.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A strict parser of the Prometheus text format. */
record Exposition(Map<String, String> types, List<Sample> samples) {
    private static final Set<String> COUNTING = Set.of("counter", "histogram", "summary");

    /** A sample; its labels are sorted by name. */
    record Sample(String name, Map<String, String> labels, double value) {
        String label(String label) {
            return labels.getOrDefault(label, "");
        }

        String series() {
            return name + labels;
        }
    }

    /** @throws IllegalArgumentException for an invalid line or a duplicate series */
    static Exposition parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no line feed");
        }
        Map<String, String> types = new HashMap<>();
        List<Sample> samples = new ArrayList<>();
        Set<String> series = new HashSet<>();
        for (String line : text.split("\n")) {
            if (line.startsWith("# TYPE ")) {
                String[] parts = line.split(" ");
                require(types.put(parts[2], parts[3]) == null, "two types", line);
            } else if (!line.startsWith("#")) {
                Sample sample = new Line(line).sample();
                require(series.add(sample.series()), "duplicate series", line);
                samples.add(sample);
            }
        }
        return new Exposition(types, samples);
    }

    /** All samples of a metric. */
    List<Sample> of(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The value of a metric with a single sample, 0 if there is none. */
    double value(String name) {
        return of(name).stream().mapToDouble(Sample::value).sum();
    }

    /** Whether a sample is a counter. */
    boolean counts(Sample sample) {
        String family = sample.name().replaceFirst("_(bucket|count|sum)$", "");
        return COUNTING.contains(types.getOrDefault(sample.name(), types.getOrDefault(family, "")));
    }

    private static void require(boolean kept, String text, String line) {
        if (!kept) {
            throw new IllegalArgumentException(text + ": " + line);
        }
    }

    /** Parser of a sample. */
    private static final class Line {
        private final String text;
        private int at;

        Line(String text) {
            this.text = text;
        }

        Sample sample() {
            String name = upTo(text.indexOf('{') >= 0 ? '{' : ' ');
            require(name.matches("[a-zA-Z_:][a-zA-Z0-9_:]*"), "no name", text);
            Map<String, String> labels = new TreeMap<>();
            if (text.charAt(at - 1) == '{') {
                while (text.charAt(at) != '}') {
                    require(labels.put(upTo('='), quoted()) == null, "duplicate label", text);
                    at += text.charAt(at) == ',' ? 1 : 0;
                }
                require(text.charAt(at + 1) == ' ', "no value", text);
                at += 2;
            }
            return new Sample(name, labels, number(text.substring(at)));
        }

        private String upTo(char end) {
            int found = text.indexOf(end, at);
            require(found > at, "no " + end, text);
            String part = text.substring(at, found);
            at = found + 1;
            return part;
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            require(text.charAt(at) == '"', "no quote", text);
            for (at++; text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at++;
            return value.toString();
        }

        private static double number(String text) {
            return switch (text) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        }
    }
}
