package io.citrixexporter.citrix.connect;

import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * How a server of a site is reached.
 *
 * @param server its host, and its port if the address has one
 * @param insecure whether the password and the token can be read on the network
 * @param proxy host and port of the proxy; empty if the server is called directly
 * @param tls the version of TLS; empty without a connection or without encryption
 * @param certificateExpiry when the certificate of the server expires
 */
public record ConnectionInfo(
        String server,
        boolean insecure,
        Optional<String> proxy,
        Optional<String> tls,
        Optional<Instant> certificateExpiry) {

    /** Of a server, and the TLS session of the latest request to it. */
    public static ConnectionInfo of(SiteServer server, Optional<SSLSession> session) {
        return new ConnectionInfo(
                server.name(),
                server.insecure(),
                server.proxyAddress(),
                session.map(SSLSession::getProtocol),
                session.flatMap(ServerCertificates::expiry));
    }
}
