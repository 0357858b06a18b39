package io.citrixexporter.config;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One Citrix site.
 *
 * @param name the value of the {@code site} label: letters, digits, {@code -} and {@code _}
 * @param controllers where its API is to be had, in the order in which they are tried: scheme, host and port of each;
 *     never empty
 * @param basePath path of the API on each: empty, or with a leading and without a trailing slash
 * @param customerId value of the header {@code Citrix-CustomerId}
 * @param siteId value of the header {@code Citrix-InstanceId} where the user gave it
 * @param strategy how its sessions are read
 * @param machines names of machines to poll as the user wrote them, in that order, none twice
 * @param machinesFile a file with more of them
 * @param discovery which machines are polled without being named
 * @param inventoryInterval how often its machines are read; empty for never
 * @param requestsPerSecond maximum number of requests to its API in a second, 0.1 to 1,000; empty for no limit
 * @param auth how to sign in
 * @param tlsConfigurationName name of the {@code quarkus.tls} bucket to use
 * @param proxyConfigurationName name of the {@code quarkus.proxy} configuration to use, or {@code none}; empty for the
 *     default one
 */
public record SiteSettings(
        String name,
        List<URI> controllers,
        String basePath,
        String customerId,
        Optional<String> siteId,
        Strategy strategy,
        List<String> machines,
        Optional<Path> machinesFile,
        Optional<DiscoverySettings> discovery,
        Optional<Duration> inventoryInterval,
        Optional<Double> requestsPerSecond,
        AuthSettings auth,
        Optional<String> tlsConfigurationName,
        Optional<String> proxyConfigurationName) {

    private static final String GOV_TRUST = "https://trust.citrixworkspacesapi.us";

    public SiteSettings {
        controllers = List.copyOf(controllers);
        machines = List.copyOf(machines);
    }

    /** The address on a controller that every path of the API is relative to. */
    public URI apiUri(URI controller) {
        return URI.create(controller + basePath);
    }

    /** Where tokens for a controller are fetched: as configured, or else by the kind of signing in. */
    public URI tokenUrl(URI controller) {
        return auth.tokenUrl().orElseGet(() -> switch (auth.kind()) {
            case CLOUD -> URI.create(controller + "/cctrustoauth2/" + encodedCustomer() + "/tokens/clients");
            case GOV -> URI.create(GOV_TRUST + "/" + encodedCustomer() + "/tokens/clients");
            case ON_PREMISES, TOKEN -> URI.create(apiUri(controller) + "/tokens");
        });
    }

    private String encodedCustomer() {
        return URLEncoder.encode(customerId, StandardCharsets.UTF_8);
    }
}
