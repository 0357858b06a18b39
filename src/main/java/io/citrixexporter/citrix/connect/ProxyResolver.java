package io.citrixexporter.citrix.connect;

import io.citrixexporter.config.ExporterConfig.Site;
import io.citrixexporter.config.Loopback;
import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Selects the proxy for each server of a site from {@code quarkus.proxy}. The selection of Quarkus depends on the TLS
 * configuration of the client, and treats several non-proxy hosts as one.
 */
public final class ProxyResolver {
    private final ProxyConfigurationRegistry registry;

    public ProxyResolver(ProxyConfigurationRegistry registry) {
        this.registry = registry;
    }

    /**
     * A server with its proxy. A server on this computer has none.
     *
     * @param timeout of a connection to the proxy, unless the configuration has one
     */
    public SiteServer server(Site site, URI address, Duration timeout) {
        return new SiteServer(
                address,
                configuration(site)
                        .filter(proxy -> !Loopback.matches(address.getHost()))
                        .filter(proxy ->
                                !new NonProxyHosts(proxy.nonProxyHosts().orElse(List.of())).match(address))
                        .map(proxy -> options(proxy, timeout)));
    }

    private Optional<ProxyConfiguration> configuration(Site site) {
        Optional<String> name = site.proxyConfigurationName();
        return name.filter(ProxyConfigurationRegistry.NONE::equals).isPresent() ? Optional.empty() : registry.get(name);
    }

    private static ProxyOptions options(ProxyConfiguration proxy, Duration timeout) {
        ProxyOptions options = new ProxyOptions()
                .setHost(proxy.host())
                .setPort(proxy.port())
                .setType(ProxyType.valueOf(proxy.type().name()))
                .setConnectTimeout(proxy.proxyConnectTimeout().orElse(timeout));
        proxy.username().ifPresent(options::setUsername);
        proxy.password().ifPresent(options::setPassword);
        return options;
    }
}
