package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.netty.handler.proxy.ProxyConnectException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Explains why a proxy did not connect to a controller: what is wrong, and the likely fix. */
final class ProxyErrors {
    /** The status of a proxy that requires credentials. */
    static final int AUTHENTICATION_REQUIRED = 407;

    // Netty: "http, basic, proxy/10.0.0.1:3128 => ddc1:443, status: 407 ..."; the rest is text of the proxy.
    private static final Pattern STATUS = Pattern.compile("^[^>]* => [^,]*, status: (\\d{3})");

    private ProxyErrors() {}

    /** The failure, if a proxy was reached and did not connect. */
    static Optional<CitrixException> of(Causes causes) {
        if (!causes.has(ProxyConnectException.class)) {
            return Optional.empty();
        }
        return causes.find(ProxyConnectException.class, STATUS)
                .map(status -> ofStatus(Integer.parseInt(status.group(1))))
                .or(() -> Optional.of(new CitrixException(
                        FailureReason.CONNECT,
                        causes.messageContains(", timeout")
                                ? "the proxy did not connect in time; check that it can reach the host in url"
                                : "the proxy closed the connection or speaks another protocol; check host, port and"
                                        + " type of quarkus.proxy")));
    }

    /** The failure that a status of the proxy stands for. */
    static CitrixException ofStatus(int status) {
        String message;
        if (status == AUTHENTICATION_REQUIRED) {
            message = "the proxy requires a user and a password that it accepts;"
                    + " check quarkus.proxy.username and quarkus.proxy.password, or those of proxy-configuration-name";
        } else if (status >= 500) {
            message = "the proxy cannot reach the host; check url, and the name resolution of the proxy";
        } else {
            message = "the proxy does not connect to the host; allow it there, or add it to"
                    + " quarkus.proxy.non-proxy-hosts";
        }
        // With the status, so that the backoff grows: a proxy may lock the account.
        return new CitrixException(FailureReason.CONNECT, status, "HTTP " + status + ": " + message);
    }
}
