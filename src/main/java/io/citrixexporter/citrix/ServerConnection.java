package io.citrixexporter.citrix;

import io.citrixexporter.config.Loopback;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * How a server of a site is reached.
 *
 * @param server its host, and its port if the address has one
 * @param insecure whether the password and the token can be read on the network: not encrypted, and not on this computer
 * @param proxy host and port of the proxy; empty if the server is called directly
 * @param tls the version of TLS; empty without a connection or without encryption
 * @param certificateExpiry when the certificate of the server expires
 */
public record ServerConnection(
        String server,
        boolean insecure,
        Optional<String> proxy,
        Optional<String> tls,
        Optional<Instant> certificateExpiry) {

    static ServerConnection of(SiteServer server, Optional<SSLSession> session) {
        return new ServerConnection(
                server.name(),
                "http".equals(server.address().getScheme())
                        && !Loopback.matches(server.address().getHost()),
                server.proxy().map(options -> options.getHost() + ":" + options.getPort()),
                session.map(SSLSession::getProtocol),
                session.flatMap(TlsSessions::expiry));
    }
}
