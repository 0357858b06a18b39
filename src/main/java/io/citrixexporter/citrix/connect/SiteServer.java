package io.citrixexporter.citrix.connect;

import io.citrixexporter.config.Loopback;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server of a site, which is a controller or has its token endpoint, and how it is reached.
 *
 * @param address its address
 * @param proxy the proxy for it; empty if it is called directly
 */
public record SiteServer(URI address, Optional<ProxyOptions> proxy) {
    /**
     * The maximum size of the headers of a response, in bytes. The cookies, policies and tickets of proxies and IIS exceed the
     * 8 KiB that are the default of Vert.x; the default of IIS is 64 KiB.
     */
    public static final int MAX_HEADERS = 64 * 1024;

    private static final Pattern SINGLE_LABEL = Pattern.compile("[A-Za-z0-9-]+\\.?");

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

    /** Sets the proxy, and options whose defaults exclude ordinary servers. */
    void configure(HttpClientOptions options) {
        options.setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_HEADERS)
                .setForceSni(SINGLE_LABEL.matcher(address.getHost()).matches());
        proxy.ifPresent(options::setProxyOptions);
    }
}
