package io.citrixexporter.citrix.http;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Options of the HTTP client for one server, where the defaults of Vert.x exclude ordinary servers.
 *
 * @param address the server
 * @param connections most connections to it
 * @param proxy the proxy on the way to it
 */
public record HttpOptions(URI address, int connections, Optional<ProxyOptions> proxy)
        implements Consumer<HttpClientOptions> {
    /**
     * The largest head of a response, in bytes. Vert.x' default of 8 KiB is less than the cookies, policies and tickets
     * that proxies and IIS put into it; IIS itself limits a head to 64 KiB by default.
     */
    static final int MAX_HEADERS = 64 * 1024;

    private static final Pattern SINGLE_LABEL = Pattern.compile("[A-Za-z0-9-]+\\.?");

    @Override
    public void accept(HttpClientOptions options) {
        options.setMaxPoolSize(connections)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxInitialLineLength(MAX_HEADERS)
                .setForceSni(SINGLE_LABEL.matcher(address.getHost()).matches());
        proxy.ifPresent(options::setProxyOptions);
    }
}
