package io.citrixexporter.citrix.connect;

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

    /** The server and its proxy, for messages. */
    public String description() {
        return proxy.map(
                        options -> "%s through the proxy %s:%d".formatted(name(), options.getHost(), options.getPort()))
                .orElseGet(this::name);
    }
}
