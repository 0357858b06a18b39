package io.citrixexporter.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citrixexporter.TestClock;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Scenario;
import io.citrixexporter.config.Settings;
import io.citrixexporter.config.TestConfigs;
import io.citrixexporter.config.TestConfigs.TestDemo;
import io.citrixexporter.config.TestConfigs.TestPoll;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoSiteTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void saysWhichPortIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DemoSite site = site(true, other.getLocalPort());

            assertThatThrownBy(() -> site.start(new StartupEvent()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("citrix.demo.port = " + other.getLocalPort() + ": the port is in use; set another one");
        }
    }

    @Test
    void doesNotListenUnlessEnabled() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            site(false, other.getLocalPort()).start(new StartupEvent());
        }
    }

    private DemoSite site(boolean enabled, int port) {
        ExporterConfig.Demo demo =
                new TestDemo(enabled, port, 1, 1, Duration.ZERO, Duration.ofMinutes(10), Scenario.WORKING_DAY, 1);
        Duration minute = Duration.ofMinutes(1);
        ExporterConfig.Poll poll = new TestPoll(minute, minute, minute, 1, minute, false);
        return new DemoSite(
                new Settings(poll, List.of(), TestConfigs.ONE_EXPORTER, TestConfigs.OPEN_ENDPOINT, demo),
                new TestClock(DemoSites.START),
                vertx);
    }
}
