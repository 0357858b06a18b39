package io.citrixexporter.citrix;

import io.vertx.core.http.HttpClientRequest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;

/**
 * The TLS sessions of the requests, by server. Warns once per server whose certificate is trusted although it has expired, such
 * as one in the trust store. Quarkus warns at every connection, with a stack trace and without the name of the server.
 */
final class TlsSessions {
    private static final Logger LOG = Logger.getLogger(TlsSessions.class);

    private final Map<String, SSLSession> latest = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** A request to a server has a connection. */
    void started(String site, String server, HttpClientRequest request) {
        SSLSession session = request.connection().sslSession();
        if (session == null) {
            return;
        }
        latest.put(server, session);
        if (!valid(session) && warned.add(site + " " + server)) {
            LOG.warnf(
                    "%s: the certificate of %s is trusted, but has expired or is not valid yet; renew it",
                    site, server);
        }
    }

    /** The session of the latest request to a server, if that was encrypted. */
    Optional<SSLSession> latest(String server) {
        return Optional.ofNullable(latest.get(server));
    }

    private static boolean valid(SSLSession session) {
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    x509.checkValidity();
                }
            }
            return true;
        } catch (SSLPeerUnverifiedException e) {
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
