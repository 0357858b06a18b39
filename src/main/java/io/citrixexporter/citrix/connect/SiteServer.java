package io.citrixexporter.citrix.connect;

import io.citrixexporter.config.Loopback;
import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.util.Optional;

/**
 * A server of a site, which is a controller or has its token endpoint, and how it is reached.
 *
 * @param address its address
 * @param proxy the proxy for it; empty if it is called directly
 */
public record SiteServer(URI address, Optional<ProxyOptions> proxy) {

    /** Its host, and its port if the address has one. */
    public String name() {
        return address.getRawAuthority();
    }

    /**
     * Whether the password and the token can be read on the network: not encrypted, and not on this computer, such as the demo
     * site.
     */
    public boolean insecure() {
        return "http".equals(address.getScheme()) && !Loopback.matches(address.getHost());
    }

    /** Host and port of the proxy; empty if the server is called directly. */
    public Optional<String> proxyAddress() {
        return proxy.map(options -> options.getHost() + ":" + options.getPort());
    }

    /** The server and its proxy, for messages. */
    public String description() {
        return name() + proxyAddress().map(" through the proxy "::concat).orElse("");
    }
}
