package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Endpoint;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which optional parts of a request the server accepts at one endpoint, and remembers them.
 *
 * <p>After a rejected call the likely replacements are tried, then the call without any option. If that is rejected as well, the
 * options are not the cause: nothing is remembered, and after {@value #MAX_FAILED_SEARCHES} such searches there is none for the
 * rest of the cycle. Otherwise the options are added back one by one. Calls that are rejected meanwhile wait for the result.
 */
final class OptionNegotiation {
    private static final Logger LOG = Logger.getLogger(OptionNegotiation.class);

    static final int MAX_FAILED_SEARCHES = 3;

    /** Bad Request, Not Acceptable, URI Too Long, Unsupported Media Type, Unprocessable Content, Header Fields Too Large. */
    private static final Set<Integer> REJECTIONS = Set.of(400, 406, 414, 415, 422, 431);

    private final Endpoint endpoint;
    private final String server;
    private RequestOptions options;
    private @Nullable Uni<?> search;
    private @Nullable Deadline cycle;
    private int failedSearches;

    /**
     * Assumes that the server accepts all options of an endpoint.
     *
     * @param server the site and the controller, for the log
     */
    OptionNegotiation(Endpoint endpoint, String server) {
        this.endpoint = endpoint;
        this.server = server;
        this.options = RequestOptions.of(endpoint);
    }

    /** The options to send now. */
    synchronized RequestOptions current() {
        return options;
    }

    /** Whether a failure may be due to an option. */
    static boolean isRejection(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        // A 400 of a token endpoint is about the credentials.
        return known.reason() == FailureReason.BAD_RESPONSE
                && !known.atLogin()
                && REJECTIONS.contains(known.status().orElse(0));
    }

    /** Makes a call with the options that the server accepts. */
    <T> Uni<T> call(Deadline deadline, Function<RequestOptions, Uni<T>> request) {
        return Uni.createFrom().deferred(() -> {
            RequestOptions sent = current();
            return request.apply(sent)
                    .onFailure(OptionNegotiation::isRejection)
                    .recoverWithUni(failure -> new Rejected<>(sent, failure, deadline, request).retry());
        });
    }

    private synchronized boolean maySearch(Deadline deadline) {
        if (!deadline.equals(cycle)) {
            cycle = deadline;
            failedSearches = 0;
        }
        return failedSearches < MAX_FAILED_SEARCHES;
    }

    private synchronized void searchFailed() {
        failedSearches++;
    }

    private synchronized void searchEnded() {
        search = null;
    }

    /** A call that was rejected. */
    private final class Rejected<T> {
        private final RequestOptions sent;
        private final Throwable failure;
        private final Deadline deadline;
        private final Function<RequestOptions, Uni<T>> request;

        Rejected(RequestOptions sent, Throwable failure, Deadline deadline, Function<RequestOptions, Uni<T>> request) {
            this.sent = sent;
            this.failure = failure;
            this.deadline = deadline;
            this.request = request;
        }

        Uni<T> retry() {
            synchronized (OptionNegotiation.this) {
                if (!options.equals(sent)) {
                    return request.apply(options);
                }
                Uni<?> running = search;
                if (running != null) {
                    return running.onItemOrFailure().transformToUni((ignored, thrown) -> retry());
                }
                if (sent.equals(RequestOptions.NONE) || !maySearch(deadline)) {
                    return Uni.createFrom().failure(failure);
                }
                Uni<T> started = replace(sent.replacements().iterator())
                        .onTermination()
                        .invoke(OptionNegotiation.this::searchEnded)
                        .memoize()
                        .indefinitely();
                search = started;
                return started;
            }
        }

        private Uni<T> replace(Iterator<RequestOptions> replacements) {
            if (!replacements.hasNext()) {
                return withoutOptions();
            }
            RequestOptions replacement = replacements.next();
            return request.apply(replacement)
                    .invoke(() -> accepted(replacement))
                    .onFailure(OptionNegotiation::isRejection)
                    .recoverWithUni(() -> replace(replacements));
        }

        private Uni<T> withoutOptions() {
            return request.apply(RequestOptions.NONE)
                    .onFailure(OptionNegotiation::isRejection)
                    .transform(again -> {
                        searchFailed();
                        return failure;
                    })
                    .flatMap(response ->
                            addBack(RequestOptions.NONE, sent.parts().iterator(), response));
        }

        private Uni<T> addBack(RequestOptions good, Iterator<RequestOptions> parts, T response) {
            if (!parts.hasNext()) {
                accepted(good);
                return Uni.createFrom().item(response);
            }
            RequestOptions more = good.plus(parts.next());
            if (more.equals(sent)) {
                // All were rejected together, although none was alone.
                return addBack(good, parts, response);
            }
            return request.apply(more)
                    .onItemOrFailure()
                    .transformToUni((item, thrown) ->
                            thrown == null ? addBack(more, parts, item) : addBack(good, parts, response));
        }

        private void accepted(RequestOptions good) {
            synchronized (OptionNegotiation.this) {
                options = good;
            }
            LOG.warnf(
                    "%s rejects a part of the request to %s with HTTP %d; no longer sent: %s",
                    server,
                    endpoint.template(),
                    CitrixErrors.of(failure).status().orElse(0),
                    String.join(", ", sent.beyond(good)));
        }
    }
}
