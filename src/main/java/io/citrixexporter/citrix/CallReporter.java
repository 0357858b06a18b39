package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reports each call to a site to the metrics and to the debug log. */
record CallReporter(String site, TimeSource time, CitrixListener listener) {
    private static final Logger LOG = Logger.getLogger(CallReporter.class);

    /**
     * The call, which is reported when it ends.
     *
     * @param transactionId for the log; null if the call has none
     */
    <T> Uni<T> report(Endpoint endpoint, @Nullable String transactionId, Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            long start = time.nanoTime();
            return call.onItemOrFailure().invoke((item, failure) -> {
                Duration took = time.since(start);
                String outcome = outcome(failure);
                listener.callEnded(site, endpoint, outcome, took);
                LOG.debugf(
                        "%s: %s %s in %d ms%s",
                        site,
                        endpoint.template(),
                        outcome,
                        took.toMillis(),
                        transactionId == null ? "" : ", Citrix-TransactionId " + transactionId);
            });
        });
    }

    void replaced(String controller) {
        listener.controllerReplaced(site, controller);
    }

    /** The value of the {@code outcome} label: a status class such as {@code 2xx}, or the label of a reason. */
    static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "2xx";
        }
        CitrixException known = CitrixErrors.of(failure);
        int status = known.status().orElse(0);
        return status >= 300 ? status / 100 + "xx" : known.reason().label();
    }
}
