package io.citrixexporter.citrix;

import io.citrixexporter.config.Loopback;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How a server of a site is reached.
 *
 * @param server its host, and its port if the address has one
 * @param insecure whether the password and the token can be read on the network: not encrypted, and not on this computer
 * @param proxy host and port of the proxy; empty if the server is called directly
 * @param tls the version of TLS; empty without a connection or without encryption
 * @param certificateExpiry when the first of the certificates that the server sent expires
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
                session.flatMap(ServerConnection::expiry));
    }

    private static Optional<Instant> expiry(SSLSession session) {
        return certificates(session)
                .filter(X509Certificate.class::isInstance)
                .map(certificate ->
                        ((X509Certificate) certificate).getNotAfter().toInstant())
                .min(Comparator.naturalOrder());
    }

    private static Stream<Certificate> certificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException e) {
            return Stream.empty();
        }
    }
}
