package io.citrixexporter.metrics;

import io.citrixexporter.citrix.CitrixListener;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.model.SessionChanges;
import io.citrixexporter.poll.CycleListener;
import io.citrixexporter.poll.CycleResult;
import io.citrixexporter.snapshot.MachinePoll;
import io.citrixexporter.snapshot.MachineSnapshot;
import io.citrixexporter.snapshot.SiteSnapshot;
import io.citrixexporter.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Metrics of the exporter itself: cycles, polls and API calls. */
@Singleton
public class ExporterMetrics implements CitrixListener, CycleListener {
    private static final Duration[] CYCLE_BUCKETS = seconds(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300);
    private static final Duration[] CALL_BUCKETS = seconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    private static final Duration[] ESTABLISHMENT_BUCKETS =
            seconds(1, 2.5, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600);

    private static final Duration GROUP_LIFETIME = Duration.ofDays(1);

    private final MeterRegistry registry;
    private final TimeSource time;
    private final Map<String, Instant> tokenExpiry = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Long>> groups = new ConcurrentHashMap<>();
    private final Map<List<String>, Instant> certificateExpiry = new ConcurrentHashMap<>();
    private final Map<String, Integer> concurrencyLimit = new ConcurrentHashMap<>();
    private final Map<String, ThrottledTime> throttled = new ConcurrentHashMap<>();

    ExporterMetrics(MeterRegistry registry, BuildInfo build, TimeSource time) {
        this.registry = registry;
        this.time = time;
        gauge(MetricCatalog.BUILD_INFO, () -> 1, build.version(), build.revision(), build.javaVersion());
    }

    /** Every series whose labels are known beforehand exists from the start, so that a rate has something to start from. */
    @Override
    public void siteAdded(String site) {
        counter(MetricCatalog.POLLS, site);
        counter(MetricCatalog.CYCLES_SKIPPED, site);
        for (FailureReason reason : FailureReason.values()) {
            counter(MetricCatalog.POLL_FAILURES, site, reason.label());
            counter(MetricCatalog.INVENTORY_FAILURES, site, reason.label());
        }
        for (ResponseField field : ResponseField.values()) {
            counter(MetricCatalog.UNRECOGNIZED_VALUES, site, field.text());
        }
        timer(MetricCatalog.CYCLE_DURATION, CYCLE_BUCKETS, site);
        gauge(MetricCatalog.TOKEN_EXPIRY, () -> expiry(site), site);
        gauge(MetricCatalog.CONCURRENCY_LIMIT, () -> concurrencyLimit.getOrDefault(site, 0), site);
        FunctionCounter.builder(
                        MetricCatalog.THROTTLED.metric(), throttledTime(site), total -> total.seconds(time.nanoTime()))
                .description(MetricCatalog.THROTTLED.help())
                .tags(tags(MetricCatalog.THROTTLED, site))
                .register(registry);
    }

    @Override
    public void cycleEnded(CycleResult cycle, SiteSnapshot snapshot) {
        String site = snapshot.site();
        timer(MetricCatalog.CYCLE_DURATION, CYCLE_BUCKETS, site).record(cycle.duration());
        counter(MetricCatalog.POLLS, site).increment(cycle.polls().size());
        cycle.inventoryFailure().ifPresent(failure -> counter(
                        MetricCatalog.INVENTORY_FAILURES, site, failure.reason().label())
                .increment());
        for (MachinePoll poll : cycle.polls()) {
            poll.failure().ifPresent(failure -> counter(
                            MetricCatalog.POLL_FAILURES, site, failure.reason().label())
                    .increment());
            poll.tally().ifPresent(tally -> tally.unrecognized()
                    .forEach((field, times) -> counter(MetricCatalog.UNRECOGNIZED_VALUES, site, field.text())
                            .increment(times)));
        }
        countSessionChanges(snapshot);
    }

    private void countSessionChanges(SiteSnapshot snapshot) {
        String site = snapshot.site();
        Map<String, List<MachineSnapshot>> byGroup = snapshot.machines().stream()
                .collect(Collectors.groupingBy(
                        machine -> LabelText.of(machine.target().deliveryGroup())));
        byGroup.forEach((group, machines) -> {
            // Without any duration, a server does not say it: no histogram, instead of an empty one.
            if (machines.stream()
                    .flatMap(machine -> machine.lastTally().stream())
                    .anyMatch(tally -> tally.listed().durationsKnown())) {
                Timer durations =
                        timer(MetricCatalog.SESSION_ESTABLISHMENT_DURATION, ESTABLISHMENT_BUCKETS, site, group);
                machines.forEach(machine -> machine.changes().establishments().forEach(durations::record));
            }
            counter(MetricCatalog.SESSION_STARTS, site, group).increment(sum(machines, SessionChanges::starts));
            counter(MetricCatalog.SESSION_ENDS, site, group).increment(sum(machines, SessionChanges::ends));
        });
        removeFormerGroups(site, byGroup.keySet());
    }

    private static int sum(List<MachineSnapshot> machines, ToIntFunction<SessionChanges> count) {
        return machines.stream().map(MachineSnapshot::changes).mapToInt(count).sum();
    }

    /** A group without machines keeps its counters for a while, since it may have machines again. */
    private void removeFormerGroups(String site, Set<String> current) {
        Map<String, Long> lastSeen = groups.computeIfAbsent(site, any -> new ConcurrentHashMap<>());
        current.forEach(group -> lastSeen.put(group, time.nanoTime()));
        lastSeen.entrySet().removeIf(group -> {
            boolean former = time.since(group.getValue()).compareTo(GROUP_LIFETIME) > 0;
            if (former) {
                remove(MetricCatalog.SESSION_STARTS, site, group.getKey());
                remove(MetricCatalog.SESSION_ENDS, site, group.getKey());
                remove(MetricCatalog.SESSION_ESTABLISHMENT_DURATION, site, group.getKey());
            }
            return former;
        });
    }

    @Override
    public void cycleSkipped(String site) {
        counter(MetricCatalog.CYCLES_SKIPPED, site).increment();
    }

    @Override
    public void callEnded(String site, Endpoint endpoint, String outcome, Duration took) {
        timer(MetricCatalog.API_REQUEST_DURATION, CALL_BUCKETS, site, endpoint.template(), outcome)
                .record(took);
    }

    @Override
    public void valueUnrecognized(String site, ResponseField field) {
        counter(MetricCatalog.UNRECOGNIZED_VALUES, site, field.text()).increment();
    }

    @Override
    public void tokenRenewed(String site, Instant expiresAt) {
        tokenExpiry.put(site, expiresAt);
    }

    @Override
    public void certificateReceived(String site, String server, Instant expiry) {
        if (certificateExpiry.put(List.of(site, server), expiry) == null) {
            gauge(
                    MetricCatalog.SITE_CERTIFICATE_EXPIRY,
                    () -> certificateExpiry
                            .getOrDefault(List.of(site, server), expiry)
                            .getEpochSecond(),
                    site,
                    server);
        }
    }

    /** Its certificate may be renewed without a connection that shows it. */
    @Override
    public void controllerReplaced(String site, String controller) {
        certificateExpiry.remove(List.of(site, controller));
        remove(MetricCatalog.SITE_CERTIFICATE_EXPIRY, site, controller);
    }

    @Override
    public void limitChanged(String site, int requests) {
        concurrencyLimit.put(site, requests);
    }

    @Override
    public void backoffStarted(String site, Duration duration) {
        throttledTime(site).add(time.nanoTime(), duration);
    }

    @Override
    public void backoffCancelled(String site) {
        throttledTime(site).cancel(time.nanoTime());
    }

    public CallState callState(String site) {
        return new CallState(
                Optional.ofNullable(tokenExpiry.get(site)),
                concurrencyLimit.getOrDefault(site, 0),
                throttledTime(site).left(time.nanoTime()));
    }

    private ThrottledTime throttledTime(String site) {
        return throttled.computeIfAbsent(site, any -> new ThrottledTime(time.nanoTime()));
    }

    private double expiry(String site) {
        return tokenExpiry.getOrDefault(site, Instant.EPOCH).getEpochSecond();
    }

    private void gauge(MetricCatalog metric, Supplier<Number> value, String... labelValues) {
        Gauge.builder(metric.metric(), value)
                .description(metric.help())
                .tags(tags(metric, labelValues))
                .register(registry);
    }

    private void remove(MetricCatalog metric, String... labelValues) {
        registry.find(metric.metric()).tags(tags(metric, labelValues)).meters().forEach(registry::remove);
    }

    private Counter counter(MetricCatalog metric, String... labelValues) {
        return Counter.builder(metric.metric())
                .description(metric.help())
                .tags(tags(metric, labelValues))
                .register(registry);
    }

    private Timer timer(MetricCatalog metric, Duration[] buckets, String... labelValues) {
        return Timer.builder(metric.metric())
                .description(metric.help())
                .serviceLevelObjectives(buckets)
                .tags(tags(metric, labelValues))
                .register(registry);
    }

    private static List<Tag> tags(MetricCatalog metric, String... labelValues) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < labelValues.length; i++) {
            tags.add(Tag.of(metric.labels().get(i), labelValues[i]));
        }
        return tags;
    }

    private static Duration[] seconds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(value -> Duration.ofMillis(Math.round(value * 1000)))
                .toArray(Duration[]::new);
    }
}
