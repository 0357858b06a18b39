package io.citrixexporter.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of a soak test as text. */
final class Report {
    private static final List<Integer> MINUTES = List.of(5, 15, 30, 60, 120);

    private final StringBuilder text = new StringBuilder();

    void heading(SoakSettings settings) {
        line("Soak of %.1f minutes, seed %d", settings.length().toMillis() / 60_000.0, settings.seed());
    }

    void site(SoakSite site) {
        line(
                "site: %d requests, at most %d at once; %d machines at the end, %d added, %d removed, %d outages of one",
                site.requests(),
                site.maxInFlight(),
                site.machines().present().size(),
                site.churn().added(),
                site.churn().removed(),
                site.churn().outages());
        line(
                "tokens: %d revocations, %d sign-ins",
                site.tokens().revocations(), site.tokens().issued());
        Map<ResponseFault, Integer> faults = site.faults().counts();
        line("faults: %d", faults.values().stream().mapToInt(Integer::intValue).sum());
        faults.forEach((fault, count) -> line("  %6d  %s", count, fault.text()));
    }

    void exporter(Exposition last) {
        line(
                "exporter: %.0f cycles, the longest of late %.2f s, %.0f skipped; %.0f polls",
                last.value("citrix_exporter_cycle_duration_seconds_count"),
                last.value("citrix_exporter_cycle_duration_seconds_max"),
                last.value("citrix_exporter_cycles_skipped_total"),
                last.value("citrix_exporter_polls_total"));
        line(
                "failed polls: %s",
                last.of("citrix_exporter_poll_failures_total").stream()
                        .filter(sample -> sample.value() > 0)
                        .map(sample -> sample.label("reason") + " " + Math.round(sample.value()))
                        .collect(Collectors.joining(", ")));
    }

    void checks(ScrapeCounts scrapes, SessionCheck sessions, LogCheck log) {
        line(
                "scrapes: %d, %d failed, the slowest took %d ms",
                scrapes.all(), scrapes.failures(), scrapes.slowest().toMillis());
        line(
                "values of a machine compared: %d, of these held from an earlier poll: %d; without values: %d",
                sessions.compared(), sessions.held(), sessions.dropped());
        line("log: %d lines, %d warnings", log.lines(), log.warnings());
    }

    void partialOutages(PartialOutages outages, PartialOutageCheck check) {
        line(
                "good machines are polled while a fifth fails: %d partial outages, %d times compared, %d machines not"
                        + " polled, the longest time without a poll or a requested backoff %.1f s",
                outages.count(),
                check.compared(),
                check.notPolled(),
                check.longest().toMillis() / 1000.0);
    }

    void settled(boolean all, Duration time) {
        line(
                "%.1f s after the last fault: %s",
                time.toMillis() / 1000.0, all ? "all is shown as it is" : "not all is shown as it is");
    }

    void footprint(List<Footprint.Reading> readings, FootprintCheck check) {
        for (int minute : MINUTES) {
            readings.stream()
                    .filter(reading -> reading.at().compareTo(Duration.ofMinutes(minute)) >= 0)
                    .findFirst()
                    .ifPresent(reading -> line("RSS after %d minutes: %.1f MiB", minute, reading.rss()));
        }
        if (!readings.isEmpty()) {
            line("RSS at the end: %.1f MiB", readings.get(readings.size() - 1).rss());
        }
        text.append(check.text());
    }

    void violations(Violations violations) {
        line("violations: %d", violations.count());
        violations.first().forEach(violation -> line("  %s", violation));
        line(violations.count() == 0 ? "PASS" : "FAIL");
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more library
    private void line(String format, Object... values) {
        text.append(format.formatted(values)).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
