package io.citrixexporter.faults;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The configuration of the program under test: a site with two controllers for each case, so that cases do not affect
 * each other. Tests get the sites injected by their type.
 */
public final class FailoverSites implements QuarkusTestResourceLifecycleManager {
    static final String BOTH_500 = "both-sessions-500";
    static final String BOTH_HANG = "both-sessions-hang";
    static final String ONE_MACHINE_HANGS = "one-machine-hangs";

    private final Vertx vertx = FaultySite.vertx();
    private final Map<String, FailoverSite> sites = new LinkedHashMap<>();

    @Override
    public Map<String, String> start() {
        for (FailoverCase one : FailoverCase.all()) {
            add(one.site(), (used, other) -> {
                if (one.midCycle()) {
                    used.failAfter(FailoverSite.MACHINES / 2, one.fault());
                } else {
                    used.fail(one.fault());
                }
            });
        }
        add(BOTH_500, (used, other) -> {
            used.fail(ControllerFault.SESSIONS_500);
            other.fail(ControllerFault.SESSIONS_500);
        });
        add(BOTH_HANG, (used, other) -> {
            used.fail(ControllerFault.SESSIONS_HANG);
            other.fail(ControllerFault.SESSIONS_HANG);
        });
        add(ONE_MACHINE_HANGS, (used, other) -> used.fail(MachineFault.HANG, Set.of(7)));
        // The site of Polling.
        add("stub", (used, other) -> {});
        Map<String, String> settings = new HashMap<>(Map.of(
                "citrix.poll.interval", "60m",
                "citrix.poll.timeout", "4s",
                "citrix.poll.hold", "120m",
                "citrix.poll.concurrency", Integer.toString(FailoverSite.MACHINES),
                "citrix.poll.request-timeout", "1s",
                "quarkus.http.test-port", "0"));
        sites.values().forEach(site -> settings.putAll(site.settings()));
        return settings;
    }

    private void add(String name, FailoverSite.Failure failure) {
        sites.put(name, new FailoverSite(name, vertx, failure));
    }

    Collection<FailoverSite> all() {
        return sites.values();
    }

    FailoverSite get(String name) {
        return Objects.requireNonNull(sites.get(name), name);
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(FailoverSites.class));
    }
}
