package io.citrixexporter;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The site of {@link CitrixStub} with two controllers. Tests get it injected by its type. */
public final class TwoControllers implements QuarkusTestResourceLifecycleManager {
    private final WireMockServer first = new WireMockServer(wireMockConfig().dynamicPort());
    private final WireMockServer second = new WireMockServer(wireMockConfig().dynamicPort());

    @Override
    public Map<String, String> start() {
        first.start();
        second.start();
        reset();
        return CitrixStub.settings(first.baseUrl() + "," + second.baseUrl());
    }

    @Override
    public void stop() {
        first.stop();
        second.stop();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, field -> field.getType().equals(TwoControllers.class));
    }

    public WireMockServer first() {
        return first;
    }

    public WireMockServer second() {
        return second;
    }

    /** Both controllers work and no machine has a session. */
    public void reset() {
        CitrixStub.reset(first);
        CitrixStub.reset(second);
    }

    /** Lets a controller reset all connections. */
    public void fail(WireMockServer controller) {
        controller.stubFor(
                any(anyUrl()).atPriority(1).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    }

    /** The name of a controller in metrics and logs. */
    public static String name(WireMockServer controller) {
        return "localhost:" + controller.port();
    }
}
