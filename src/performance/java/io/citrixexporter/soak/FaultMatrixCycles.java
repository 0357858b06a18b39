package io.citrixexporter.soak;

import static org.awaitility.Awaitility.await;

import io.citrixexporter.faults.FaultySite;
import io.citrixexporter.faults.ScrapedMetrics;
import io.citrixexporter.faults.SiteRequests;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Waits for the cycles of the exporter and reads their results. The exporter is not scraped while a cycle runs. */
final class FaultMatrixCycles {
    static final String SITE = "faulty";

    private static final Duration QUIET = Duration.ofMillis(500);

    private final FaultySite site;
    private final URI metrics;
    private final Duration timeout;
    private ScrapedMetrics last = new ScrapedMetrics("");

    FaultMatrixCycles(FaultySite site, URI metrics, Duration interval) {
        this.site = site;
        this.metrics = metrics;
        this.timeout = interval.multipliedBy(3);
    }

    /**
     * A cycle.
     *
     * @param seconds its length
     * @param up numbers of the machines whose polls succeeded
     * @param failures failed polls by reason
     * @param limit the concurrency limit after it
     * @param requests the requests to the site
     */
    record Result(double seconds, Set<Integer> up, Map<String, Integer> failures, int limit, SiteRequests requests) {}

    /** Waits until the next cycle has ended. */
    Result next() {
        await("first request")
                .pollInterval(Duration.ofMillis(50))
                .atMost(timeout)
                .until(site::hasRequests);
        ScrapedMetrics before = last;
        last = await("end of the cycle")
                .pollInterval(QUIET)
                .atMost(timeout)
                .until(
                        () -> site.quietFor(QUIET) ? after(before) : Optional.<ScrapedMetrics>empty(),
                        Optional::isPresent)
                .orElseThrow();
        return new Result(
                sum(last, "seconds_sum") - sum(before, "seconds_sum"),
                up(),
                failures(before),
                (int) last.value("citrix_exporter_concurrency_limit", SITE),
                site.takeRequests());
    }

    /** The metrics, if a new cycle has ended. */
    private Optional<ScrapedMetrics> after(ScrapedMetrics before) throws IOException, InterruptedException {
        return Optional.of(ScrapedMetrics.from(metrics))
                .filter(now -> sum(now, "seconds_count") > sum(before, "seconds_count"));
    }

    private static double sum(ScrapedMetrics metrics, String suffix) {
        return metrics.value("citrix_exporter_cycle_duration_" + suffix, SITE);
    }

    private Set<Integer> up() {
        return last.byLabel("citrix_machine_up", SITE, "machine").entrySet().stream()
                .filter(machine -> machine.getValue() == 1)
                .map(machine -> Integer.valueOf(machine.getKey().substring("CTX-".length())))
                .collect(Collectors.toSet());
    }

    private Map<String, Integer> failures(ScrapedMetrics before) {
        String name = "citrix_exporter_poll_failures_total";
        Map<String, Double> earlier = before.byLabel(name, SITE, "reason");
        Map<String, Integer> grown = new TreeMap<>();
        last.byLabel(name, SITE, "reason")
                .forEach((reason, count) -> grown.put(reason, (int) (count - earlier.getOrDefault(reason, 0.0))));
        grown.values().removeIf(count -> count == 0);
        return grown;
    }
}
