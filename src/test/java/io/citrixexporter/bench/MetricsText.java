package io.citrixexporter.bench;

/** Reads values from an exposition without parsing all of it. */
record MetricsText(String text) {
    long series() {
        return text.lines().filter(line -> !line.startsWith("#")).count();
    }

    /** The sum of all samples of a metric; 0 if there is none. */
    double sum(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name)
                        && line.length() > name.length()
                        && (line.charAt(name.length()) == '{' || line.charAt(name.length()) == ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Completed cycles. */
    long cycles() {
        return (long) sum("citrix_exporter_cycle_duration_seconds_count");
    }

    /** Total duration of the completed cycles in seconds. */
    double cycleSeconds() {
        return sum("citrix_exporter_cycle_duration_seconds_sum");
    }

    double failedPolls() {
        return sum("citrix_exporter_poll_failures_total");
    }
}
