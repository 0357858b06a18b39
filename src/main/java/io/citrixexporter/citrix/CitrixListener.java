package io.citrixexporter.citrix;

import io.citrixexporter.citrix.connect.CertificateListener;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.citrix.throttle.LimitListener;
import io.citrixexporter.model.ResponseField;
import java.time.Duration;
import java.time.Instant;

/** Is notified of every call to Citrix, for metrics. Must be thread-safe and quick; what it does not override it ignores. */
public interface CitrixListener extends LimitListener, CertificateListener {

    /**
     * A call has ended.
     *
     * @param outcome a status class such as {@code 2xx}, or the label of the {@link io.citrixexporter.model.FailureReason} if
     *     there was no valid response
     */
    default void callEnded(String site, Endpoint endpoint, String outcome, Duration took) {}

    /** The value of a field of a machine or of a list was not known. Those of sessions are part of their tally. */
    default void valueUnrecognized(String site, ResponseField field) {}

    /** The site has a new token, which expires at this time. */
    default void tokenRenewed(String site, Instant expiresAt) {}

    /** A controller has been replaced by another one, and is not called any more. */
    default void controllerReplaced(String site, String controller) {}
}
