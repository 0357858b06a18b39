package io.citrixexporter.citrix.connect;

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
 * @param connections maximum number of connections to it
 * @param proxy the proxy on the way to it
 */
public record HttpOptions(URI address, int connections, Optional<ProxyOptions> proxy)
        implements Consumer<HttpClientOptions> {
    /**
     * The maximum size of the headers of a response, in bytes. The cookies, policies and tickets of proxies and IIS exceed the
     * 8 KiB that are the default of Vert.x; the default of IIS is 64 KiB.
     */
    public static final int MAX_HEADERS = 64 * 1024;

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
