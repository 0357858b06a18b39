package io.citrixexporter.citrix;

import io.vertx.core.http.HttpClientRequest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;

/**
 * Warns once per server whose certificate is trusted although it has expired, such as one in the trust store. Quarkus warns at
 * every connection, with a stack trace and without the name of the server.
 */
final class CertificateWarning {
    private static final Logger LOG = Logger.getLogger(CertificateWarning.class);

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Checks the certificates of the server that a request goes to. */
    void check(String site, String server, HttpClientRequest request) {
        SSLSession session = request.connection().sslSession();
        if (session != null && !valid(session) && warned.add(site + " " + server)) {
            LOG.warnf(
                    "%s: the certificate of %s is trusted, but has expired or is not valid yet; renew it",
                    site, server);
        }
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
