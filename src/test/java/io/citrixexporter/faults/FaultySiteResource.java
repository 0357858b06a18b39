package io.citrixexporter.faults;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;

/**
 * The configuration of the program under test: one {@link FaultySite} named {@code stub}, whose cycles start only when a
 * test runs one. Tests get the site injected by its type.
 */
public final class FaultySiteResource implements QuarkusTestResourceLifecycleManager {
    static final int MACHINES = 120;
    static final int CONCURRENCY = 8;
    static final Duration LATENCY = Duration.ofMillis(5);
    static final Duration REQUEST_TIMEOUT = Duration.ofMillis(600);
    /** Shorter than the timeouts of a third of the machines in all slots. */
    static final Duration TIMEOUT = Duration.ofMillis(2_500);

    private final FaultySite site = FaultySite.start(FaultySite.vertx(), MACHINES, LATENCY);

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry("citrix.sites.stub.url", site.url()),
                Map.entry("citrix.sites.stub.customer-id", site.customer()),
                Map.entry("citrix.sites.stub.auth.client-id", "stub-client"),
                Map.entry("citrix.sites.stub.auth.client-secret", "stub-secret"),
                Map.entry("citrix.sites.stub.machines", String.join(",", site.machineNames())),
                Map.entry("citrix.sites.stub.inventory.interval", "off"),
                Map.entry("citrix.poll.interval", "60m"),
                Map.entry("citrix.poll.timeout", TIMEOUT.toMillis() + "ms"),
                Map.entry("citrix.poll.hold", "120m"),
                Map.entry("citrix.poll.concurrency", Integer.toString(CONCURRENCY)),
                Map.entry("citrix.poll.request-timeout", REQUEST_TIMEOUT.toMillis() + "ms"),
                Map.entry("quarkus.http.test-port", "0"));
    }

    @Override
    public void stop() {
        site.close();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(site, field -> field.getType().equals(FaultySite.class));
    }
}
