package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Explains a failed TLS connection: what is wrong, and the likely fix. */
final class TlsErrors {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]+)");
    private static final String NO_COMMON_VERSION =
            "no TLS version in common; enable TLS 1.2 or 1.3 on the server, or check protocols of the TLS configuration";
    private static final String CLIENT_CERTIFICATE =
            "the server requires a client certificate that it accepts; check key-store of the TLS configuration";

    /** The alerts with which a server ends a connection (RFC 8446, section 6.2). */
    private static final Map<String, String> ALERTS = Map.ofEntries(
            Map.entry("protocol_version", NO_COMMON_VERSION),
            Map.entry(
                    "handshake_failure",
                    "the server refused the TLS handshake; no cipher suite is in common, or it requires a client"
                            + " certificate (key-store of the TLS configuration)"),
            Map.entry(
                    "insufficient_security",
                    "the server requires stronger encryption; check cipher-suites of the TLS configuration"),
            Map.entry("certificate_required", CLIENT_CERTIFICATE),
            Map.entry("bad_certificate", CLIENT_CERTIFICATE),
            Map.entry("unsupported_certificate", CLIENT_CERTIFICATE),
            Map.entry("certificate_unknown", CLIENT_CERTIFICATE),
            Map.entry("unknown_ca", CLIENT_CERTIFICATE),
            Map.entry("access_denied", CLIENT_CERTIFICATE),
            Map.entry(
                    "certificate_expired",
                    "the client certificate has expired; renew the one in key-store of the TLS configuration"),
            Map.entry(
                    "certificate_revoked",
                    "the client certificate is revoked; replace the one in key-store of the TLS configuration"),
            Map.entry(
                    "unrecognized_name",
                    "the server does not know the host name in url; write a name in its certificate"),
            Map.entry("no_application_protocol", "the server does not offer HTTP/1.1 on this port; check url"));

    private TlsErrors() {}

    /** The failure, if it is one of TLS. */
    static Optional<CitrixException> of(Causes causes) {
        return alert(causes)
                .or(() -> notTls(causes))
                .or(() -> causes.has(SSLException.class, GeneralSecurityException.class)
                        ? Optional.ofNullable(certificate(causes)).or(() -> Optional.of(handshake(causes)))
                        : Optional.empty())
                .map(message -> new CitrixException(FailureReason.TLS, message));
    }

    /** After the handshake an alert does not come as an exception of TLS. */
    private static Optional<String> alert(Causes causes) {
        return causes.find(Throwable.class, ALERT)
                .map(alert ->
                        ALERTS.getOrDefault(alert.group(1), "the server ended the TLS connection; its log says why"));
    }

    private static @Nullable String certificate(Causes causes) {
        if (causes.has(CertificateExpiredException.class)) {
            return "the certificate of the server has expired; renew it on the server";
        }
        if (causes.has(CertificateNotYetValidException.class)) {
            return "the certificate of the server is not valid yet; check the clocks of both hosts";
        }
        if (causes.messageContains("revoked")) {
            return "the certificate of the server is revoked; replace it on the server";
        }
        if (causes.messageContains("No subject alternative", "No name matching")) {
            return "the certificate of the server is for another name; write url with a name in it";
        }
        if (causes.messageContains("onstraints")) {
            return "the certificate of the server has a key or a signature that Java rejects as weak; renew it";
        }
        if (causes.messageContains(
                "unable to find valid certification path", "No trusted certificate", "trustAnchors")) {
            return "the certificate of the server is self-signed or from an unknown CA;"
                    + " add the CA to trust-store of the TLS configuration";
        }
        return causes.has(CertificateException.class)
                ? "the certificate of the server is not accepted; try openssl s_client on this host"
                : null;
    }

    private static Optional<String> notTls(Causes causes) {
        return causes.has(NotSslRecordException.class) || causes.messageContains("not an SSL/TLS record")
                ? Optional.of("the port does not speak TLS; check url")
                : Optional.empty();
    }

    private static String handshake(Causes causes) {
        if (causes.messageContains("protocol version", "No appropriate protocol")) {
            return NO_COMMON_VERSION;
        }
        if (causes.has(ClosedChannelException.class)
                || causes.messageContains("onnection closed", "onnection reset", "Broken pipe", "losed engine")) {
            return "the server closed the connection during the TLS handshake; check its TLS versions,"
                    + " whether it requires a client certificate, and firewalls in between";
        }
        return "the TLS handshake failed; try openssl s_client on this host";
    }
}
