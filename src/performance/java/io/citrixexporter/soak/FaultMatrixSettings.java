package io.citrixexporter.soak;

import io.citrixexporter.faults.FaultCase;
import io.citrixexporter.faults.FaultySite;
import io.citrixexporter.faults.MachineFault;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of the fault matrix.
 *
 * @param machines machines of the site
 * @param latency response time of successful requests
 * @param errorLatency response time of failed requests
 * @param concurrency {@code citrix.poll.concurrency}
 * @param faultyCycles cycles with each fault
 * @param cases the cases to run
 */
record FaultMatrixSettings(
        int machines,
        Duration latency,
        Duration errorLatency,
        int concurrency,
        int faultyCycles,
        List<FaultCase> cases) {
    /** Idle time between two cycles, in which the faults are changed. */
    private static final Duration GAP = Duration.ofSeconds(3);

    static FaultMatrixSettings ofSystemProperties() {
        Pattern wanted = Pattern.compile(System.getProperty("faults.cases", ".*"));
        return new FaultMatrixSettings(
                Integer.getInteger("faults.machines", 1_000),
                Duration.ofMillis(Integer.getInteger("faults.latency", 20)),
                Duration.ofMillis(Integer.getInteger("faults.error-latency", 0)),
                Integer.getInteger("faults.concurrency", 8),
                Integer.getInteger("faults.cycles", 2),
                FaultCase.all().stream()
                        .filter(one -> wanted.matcher(one.name()).matches())
                        .toList());
    }

    /** The cases with faults that need the same interval, those with hanging machines a longer one. */
    List<FaultCase> cases(boolean hanging) {
        return cases.stream()
                .filter(one -> (one.fault() == MachineFault.HANG) == hanging)
                .toList();
    }

    static Duration interval(boolean hanging) {
        return Duration.ofSeconds(hanging ? 30 : 15);
    }

    /** The configuration of the exporter; the request timeout is the default. */
    String yaml(FaultySite site, Duration interval) {
        return """
                citrix:
                  poll:
                    interval: %ds
                    timeout: %ds
                    concurrency: %d
                  sites:
                    %s:
                      url: %s
                      customer-id: %s
                      auth:
                        client-id: faulty
                        client-secret: faulty
                      discovery:
                        enabled: true
                      inventory:
                        interval: 24h
                """.formatted(
                        interval.toSeconds(),
                        interval.minus(GAP).toSeconds(),
                        concurrency,
                        FaultMatrixCycles.SITE,
                        site.url(),
                        site.customer());
    }
}
