package io.citrixexporter.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Parts of a configuration that are given in code instead of being read. */
public final class TestConfigs {
    public static final ExporterConfig.Shard ONE_EXPORTER = new TestShard(0, 1);

    /** No discovery. */
    public static final ExporterConfig.Discovery NONE = discovery(false);

    /** Discovery of every machine. */
    public static final ExporterConfig.Discovery EVERY_MACHINE = discovery(true);

    /** The endpoint by default. */
    public static final ExporterConfig.Web OPEN_ENDPOINT = new TestWeb(Optional.empty(), false, Optional.empty(), true);

    private TestConfigs() {}

    private static TestDiscovery discovery(boolean enabled) {
        return new TestDiscovery(enabled, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private record TestWeb(
            Optional<Path> usersFile,
            boolean clientCertificates,
            Optional<List<String>> disabledMetrics,
            boolean openHealth)
            implements ExporterConfig.Web {}

    public record TestShard(int index, int total) implements ExporterConfig.Shard {}

    public record TestPoll(
            Duration interval,
            Duration timeout,
            Duration hold,
            int concurrency,
            Duration requestTimeout,
            boolean spread)
            implements ExporterConfig.Poll {
        @Override
        public Optional<Duration> configuredTimeout() {
            return Optional.of(timeout);
        }

        @Override
        public Optional<Duration> configuredHold() {
            return Optional.of(hold);
        }
    }

    public record TestSite(
            String name,
            List<URI> controllers,
            String basePath,
            String customerId,
            Optional<String> siteId,
            Strategy strategy,
            List<String> names,
            Optional<Path> machinesFile,
            ExporterConfig.Discovery discovery,
            Optional<Duration> inventoryInterval,
            Optional<Double> requestsPerSecond,
            ExporterConfig.Auth auth,
            Optional<String> tlsConfigurationName,
            Optional<String> proxyConfigurationName)
            implements ExporterConfig.Site {
        @Override
        public Optional<List<URI>> url() {
            return Optional.of(controllers);
        }

        @Override
        public Optional<List<String>> machines() {
            return Optional.of(names);
        }

        @Override
        public boolean applications() {
            return true;
        }

        @Override
        public ExporterConfig.Inventory inventory() {
            return () -> inventoryInterval;
        }
    }

    public record TestAuth(AuthKind kind, Optional<String> clientId, Secret secret, Optional<URI> tokenUrl)
            implements ExporterConfig.Auth {
        public TestAuth(AuthKind kind, String clientId, Secret secret, Optional<URI> tokenUrl) {
            this(kind, Optional.of(clientId), secret, tokenUrl);
        }

        @Override
        public Optional<Secret> clientSecret() {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> clientSecretFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> token() {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> tokenFile() {
            return Optional.empty();
        }
    }

    /** Empty lists are those that are not set. */
    public record TestDiscovery(
            boolean enabled,
            List<String> groups,
            List<String> catalogs,
            List<String> machines,
            List<String> marks,
            List<String> excluded)
            implements ExporterConfig.Discovery {
        @Override
        public Optional<Boolean> configuredEnabled() {
            return Optional.of(enabled);
        }

        @Override
        public Optional<List<String>> deliveryGroups() {
            return Optional.of(groups);
        }

        @Override
        public Optional<List<String>> machineCatalogs() {
            return Optional.of(catalogs);
        }

        @Override
        public Optional<List<String>> names() {
            return Optional.of(machines);
        }

        @Override
        public Optional<List<String>> tags() {
            return Optional.of(marks);
        }

        @Override
        public Optional<List<String>> exclude() {
            return Optional.of(excluded);
        }
    }

    public record TestDemo(
            boolean enabled,
            int port,
            int machines,
            int sessionsPerMachine,
            Duration latency,
            Duration day,
            Scenario scenario,
            long seed)
            implements ExporterConfig.Demo {}
}
