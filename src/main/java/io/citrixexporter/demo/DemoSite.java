package io.citrixexporter.demo;

import io.citrixexporter.config.ExporterConfig.Demo;
import io.citrixexporter.config.Settings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.BindException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Starts the simulated site with the program if it is enabled, and stops it with the program. */
@ApplicationScoped
class DemoSite {
    private static final Logger LOG = Logger.getLogger(DemoSite.class);

    private final Demo settings;
    private final InstantSource clock;
    private final Vertx vertx;
    private Optional<DemoServer> server = Optional.empty();

    DemoSite(Settings settings, InstantSource clock, Vertx vertx) {
        this.settings = settings.demo();
        this.clock = clock;
        this.vertx = vertx;
    }

    /** Early, so that the site listens before anything polls it. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        if (settings.enabled()) {
            start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        server.ifPresent(running -> running.stop().toCompletableFuture().join());
    }

    private void start() {
        DemoServer starting = new DemoServer(settings, clock, vertx);
        int port = listen(starting);
        server = Optional.of(starting);
        LOG.infof(
                "Simulated site on http://%s:%d: %d machines, scenario %s",
                DemoServer.HOST, port, settings.machines(), settings.scenario().text());
    }

    private int listen(DemoServer starting) {
        try {
            return starting.start().toCompletableFuture().join();
        } catch (CompletionException e) {
            String problem = e.getCause() instanceof BindException ? "the port is in use" : "cannot listen on the port";
            throw new ConfigurationException(
                    "citrix.demo.port = %d: %s; set another one".formatted(settings.port(), problem));
        }
    }
}
