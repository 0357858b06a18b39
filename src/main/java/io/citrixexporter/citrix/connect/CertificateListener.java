package io.citrixexporter.citrix.connect;

import java.time.Instant;

/** Is notified of the certificates of servers, for metrics. Must be thread-safe and quick; what it does not override it ignores. */
public interface CertificateListener {
    /**
     * A request to a server of the site uses TLS.
     *
     * @param server its host, and its port if the address has one
     * @param expiry when its certificate expires
     */
    default void certificateReceived(String site, String server, Instant expiry) {}
}
