package io.citrixexporter.faults;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A site with two controllers, and the results of each cycle since one of them failed. */
final class FailoverSite {
    static final int MACHINES = 20;

    private static final Duration LATENCY = Duration.ofMillis(5);

    private final String name;
    private final Failure failure;
    private FaultySite used;
    private FaultySite other;
    private final List<CycleState> cycles = new ArrayList<>();

    /** Lets a site fail, given the controller in use and the other one. */
    interface Failure {
        void of(FaultySite used, FaultySite other);
    }

    /**
     * The results of a cycle.
     *
     * @param up how many machines are up after it
     * @param controller the controller in use after it
     * @param usedCalls sessions calls at the controller that was in use at first
     * @param otherCalls sessions calls at the other one
     */
    record CycleState(long up, String controller, int usedCalls, int otherCalls) {}

    FailoverSite(String name, Vertx vertx, Failure failure) {
        this.name = name;
        this.used = FaultySite.start(vertx, MACHINES, LATENCY);
        this.other = FaultySite.start(vertx, MACHINES, LATENCY);
        this.failure = failure;
    }

    /** The address of the controller that was in use when one failed. */
    String used() {
        return used.address();
    }

    /** The address of the other one. */
    String other() {
        return other.address();
    }

    /** The keys of the site. */
    Map<String, String> settings() {
        String prefix = "citrix.sites." + name + ".";
        return Map.of(
                prefix + "url",
                used.url() + "," + other.url(),
                prefix + "customer-id",
                used.customer(),
                prefix + "auth.client-id",
                "stub-client",
                prefix + "auth.client-secret",
                "stub-secret",
                prefix + "machines",
                String.join(",", used.machineNames()),
                prefix + "inventory.interval",
                "off");
    }

    /** Whether all machines are up. */
    boolean isUp(ScrapedMetrics metrics) {
        return up(metrics) == MACHINES;
    }

    /** Lets a controller fail, depending on which one is in use. */
    void fail(ScrapedMetrics metrics) {
        if (controller(metrics).equals(other())) {
            FaultySite first = used;
            used = other;
            other = first;
        }
        failure.of(used, other);
    }

    /** Drops the requests so far. */
    void beforeCycle() {
        used.takeRequests();
        other.takeRequests();
    }

    void afterCycle(ScrapedMetrics metrics) {
        cycles.add(new CycleState(
                up(metrics),
                controller(metrics),
                used.takeRequests().sessionsCalls(),
                other.takeRequests().sessionsCalls()));
    }

    private long up(ScrapedMetrics metrics) {
        return metrics.byLabel("citrix_machine_up", name, "machine").values().stream()
                .filter(up -> up == 1)
                .count();
    }

    private String controller(ScrapedMetrics metrics) {
        return String.join(
                ",",
                metrics.byLabel("citrix_site_controller_info", name, "controller")
                        .keySet());
    }

    List<CycleState> cycles() {
        return List.copyOf(cycles);
    }

    /** Whether a log line reports a failover. */
    boolean isFailover(String line) {
        return line.contains(used()) && line.contains(other());
    }
}
