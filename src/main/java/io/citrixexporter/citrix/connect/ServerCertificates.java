package io.citrixexporter.citrix.connect;

import io.vertx.core.http.HttpClientRequest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;

/**
 * The certificates of the servers, from the TLS sessions of the requests. Warns once per server whose certificate is trusted
 * although it has expired, such as one in the trust store. Quarkus warns at every connection, with a stack trace and without
 * the name of the server.
 */
final class ServerCertificates {
    private static final Logger LOG = Logger.getLogger(ServerCertificates.class);

    private final Map<Peer, SSLSession> latest = new ConcurrentHashMap<>();
    private final Set<Peer> warned = ConcurrentHashMap.newKeySet();

    private record Peer(String site, String server) {}

    /** A request to a server has a connection. */
    void started(String site, String server, HttpClientRequest request, CertificateListener listener) {
        SSLSession session = request.connection().sslSession();
        if (session == null) {
            return;
        }
        Peer peer = new Peer(site, server);
        latest.put(peer, session);
        certificate(session).ifPresent(certificate -> {
            listener.certificateReceived(site, server, expiry(certificate));
            if (!valid(certificate) && warned.add(peer)) {
                LOG.warnf(
                        "%s: the certificate of %s is trusted, but has expired or is not valid yet; renew it",
                        site, server);
            }
        });
    }

    /** The session of the latest request to a server, if that was encrypted. */
    Optional<SSLSession> latest(String site, String server) {
        return Optional.ofNullable(latest.get(new Peer(site, server)));
    }

    /** When the certificate of the server expires. Others that it sent may be unused ones, which expire earlier. */
    static Optional<Instant> expiry(SSLSession session) {
        return certificate(session).map(ServerCertificates::expiry);
    }

    private static Instant expiry(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private static boolean valid(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            return Optional.of(session.getPeerCertificates()[0])
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
