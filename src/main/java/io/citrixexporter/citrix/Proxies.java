package io.citrixexporter.citrix;

import io.citrixexporter.config.SiteSettings;
import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Selects the proxy for each server of a site from {@code quarkus.proxy}, in the same way with and without a TLS
 * configuration. Quarkus' own selection depends on it, and reads several non-proxy hosts as one.
 */
final class Proxies {
    private static final Logger LOG = Logger.getLogger(Proxies.class);

    private final ProxyConfigurationRegistry registry;

    Proxies(ProxyConfigurationRegistry registry) {
        this.registry = registry;
    }

    /**
     * The proxy for a server; empty where it is called directly, as everything on this host is.
     *
     * @param timeout how long the proxy may take to connect, unless it has a time of its own
     */
    Optional<ProxyOptions> select(SiteSettings site, URI server, Duration timeout) {
        return configuration(site)
                .filter(proxy -> !NonProxyHosts.isLoopback(server))
                .filter(proxy -> !new NonProxyHosts(proxy.nonProxyHosts().orElse(List.of())).match(server))
                .map(proxy -> options(proxy, timeout));
    }

    private Optional<ProxyConfiguration> configuration(SiteSettings site) {
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

    /** Logs which proxy a site uses, if any. */
    void log(SiteSettings site) {
        List<String> servers = Stream.concat(
                        site.controllers().stream(), site.controllers().stream().map(site::tokenUrl))
                .filter(server -> select(site, server, Duration.ZERO).isPresent())
                .map(URI::getRawAuthority)
                .distinct()
                .toList();
        configuration(site)
                .filter(proxy -> !servers.isEmpty())
                .ifPresent(proxy -> LOG.infof(
                        "%s: calls to %s go through the proxy %s:%d",
                        site.name(), String.join(", ", servers), proxy.host(), proxy.port()));
    }

    /** A server and the proxy in front of it, for messages. */
    static String describe(URI server, Optional<ProxyOptions> proxy) {
        return proxy.map(options -> "%s through the proxy %s:%d"
                        .formatted(server.getRawAuthority(), options.getHost(), options.getPort()))
                .orElseGet(server::getRawAuthority);
    }
}
