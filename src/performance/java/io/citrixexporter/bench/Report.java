package io.citrixexporter.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The report: a table, and the same values as JSON. */
final class Report {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();
    private final ObjectNode json = MAPPER.createObjectNode();
    private ObjectNode section = json;

    /** Starts a section. */
    void section(String key, String title) {
        text.append('\n').append(title).append('\n');
        section = json.putObject(key);
    }

    /**
     * A value.
     *
     * @param key JSON key; ends in the unit
     * @param label text in the table
     */
    void value(String key, String label, double value, String unit) {
        text.append(String.format(Locale.ROOT, "  %-58s %12s %s%n", label, rounded(value), unit));
        section.put(key, value);
    }

    /** A value in the JSON only. */
    void value(String key, double value) {
        section.put(key, value);
    }

    /** A line that is not a value. */
    void note(String key, String line) {
        text.append("  ").append(line).append('\n');
        section.put(key, line);
    }

    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve("report.txt"), toString());
        Files.writeString(
                directory.resolve("report.json"),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    /** Three significant digits, or more before the decimal point. */
    static String rounded(double value) {
        double size = Math.abs(value);
        int decimals = value == Math.rint(value) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
