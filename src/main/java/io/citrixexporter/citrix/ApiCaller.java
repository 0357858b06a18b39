package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.citrix.http.EventLoops;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.throttle.RateLimit;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.citrix.throttle.RequestRejectedException;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to one controller of a site with all that belongs to a call: token, headers, timeout, limiter and retries.
 * Every failure is a {@link CitrixException}.
 *
 * @param server the controller in messages
 * @param timeout of a request
 * @param eventLoops start the requests
 */
record ApiCaller(
        String server,
        String site,
        String customerId,
        AccessTokens tokens,
        RequestLimiter limiter,
        RateLimit rate,
        Duration timeout,
        ResponseReader reader,
        Executor eventLoops,
        CallObserver observer) {
    private static final Logger LOG = Logger.getLogger(ApiCaller.class);
    private static final int MAX_RETRIES_WHEN_OVERLOADED = 3;

    /** Fetches a token if there is none. Waits and retries if the token endpoint throttles the exporter. */
    Uni<AccessToken> signIn(Deadline deadline) {
        return withRetries(tokens::current, deadline, 0);
    }

    /**
     * Makes a call without the limiter and without retries: whether a controller is reachable must not depend on a backoff or
     * on queued requests.
     */
    <T> Uni<T> probe(Call<T> call) {
        return authorized(tokens::current, token -> rate.acquire().chain(() -> send(call, token, timeout)));
    }

    /** Makes a call, with retries. */
    <T> Uni<T> call(Call<T> call, Deadline deadline) {
        return withRetries(() -> callOnce(call, Attempt.once(deadline)), deadline, 0);
    }

    /** Makes a call without retries. */
    <T> Uni<T> callOnce(Call<T> call, Attempt attempt) {
        return authorized(
                () -> signIn(attempt.deadline()),
                token -> limiter.submit(
                        attempt.deadline().at(), attempt.retry(), send(call, token, attempt.timeout(timeout))));
    }

    /** The value of a field of a response was not known. */
    void unrecognized(ResponseField field) {
        observer.unrecognized(site, field);
    }

    private TimeSource time() {
        return reader.time();
    }

    private <T> Uni<T> withRetries(Supplier<Uni<? extends T>> call, Deadline deadline, int retries) {
        return Uni.createFrom()
                .deferred(call)
                .onFailure(failure -> retries < maxRetries(CitrixErrors.of(failure)))
                .recoverWithUni(failure -> awaitRetry(CitrixErrors.of(failure), retries, deadline)
                        .chain(() -> withRetries(call, deadline, retries + 1)));
    }

    /** A login that fails because the server is down is not retried: another controller may be up. */
    private static int maxRetries(CitrixException failure) {
        if (failure.atLogin()) {
            return failure.reason() == FailureReason.THROTTLED ? MAX_RETRIES_WHEN_OVERLOADED : 0;
        }
        if (!failure.sent() || !failure.isTransient()) {
            return 0;
        }
        return failure.overloaded() ? MAX_RETRIES_WHEN_OVERLOADED : 1;
    }

    private Uni<Void> awaitRetry(CitrixException failure, int retries, Deadline deadline) {
        OptionalLong requested = failure.retryAt();
        if (failure.atLogin() && requested.isPresent()) {
            limiter.backOff(failure, requested.getAsLong());
        }
        long retryAt = requested.orElseGet(() -> time().nanoTime() + delay(failure, retries));
        if (limiter.backoffUntil() - retryAt > 0) {
            retryAt = limiter.backoffUntil();
        }
        return deadline.isBefore(retryAt) ? Uni.createFrom().failure(failure) : time().delay(time().until(retryAt));
    }

    private static long delay(CitrixException failure, int retries) {
        double random = ThreadLocalRandom.current().nextDouble();
        return (failure.overloaded() ? RequestLimiter.BACKOFF.delay(retries, random) : Attempt.retryDelay(random))
                .toNanos();
    }

    /** A call whose token is rejected is repeated once with a new token. */
    private <T> Uni<T> authorized(Supplier<Uni<AccessToken>> login, Function<AccessToken, Uni<T>> call) {
        return Uni.createFrom()
                .deferred(login::get)
                .flatMap(token -> call.apply(token)
                        .onFailure(failure -> CitrixErrors.of(failure).hasStatus(401))
                        .recoverWithUni(failure -> tokens.refresh(token)
                                .flatMap(renewed -> renewed.equals(token)
                                        ? Uni.createFrom().failure(failure)
                                        : call.apply(renewed))))
                .onFailure()
                .transform(this::explainRejection);
    }

    private CitrixException explainRejection(Throwable failure) {
        CitrixException cause = CitrixErrors.of(failure);
        if (!(failure instanceof RequestRejectedException rejected)) {
            return cause;
        }
        return rejected.backoff()
                .map(left -> cause.notSent("the backoff until "
                                + time().instant().plus(left).truncatedTo(ChronoUnit.SECONDS) + " ends after the cycle")
                        .retryAt(time().nanoTime() + left.toNanos()))
                .orElseGet(() -> cause.notSent("the controller is unavailable")
                        .retryAt(time().nanoTime() + RequestLimiter.PROBE_INTERVAL.toNanos()));
    }

    private <T> Uni<T> send(Call<T> call, AccessToken token, Duration timeout) {
        return Uni.createFrom()
                .deferred(() -> {
                    String transactionId = UUID.randomUUID().toString();
                    CallHeaders headers =
                            new CallHeaders(token, customerId, call.siteId(), transactionId, call.options());
                    long start = time().nanoTime();
                    return EventLoops.cancelInOrder(call.request().apply(headers))
                            .ifNoItem()
                            .after(timeout)
                            .fail()
                            .flatMap(response -> (call.endpoint().isList() ? reader.forLists() : reader)
                                    .read(response, call.parser()))
                            .onFailure()
                            .transform(failure -> CitrixErrors.of(failure).at(server, headers.transactionId))
                            .onItemOrFailure()
                            .invoke((item, failure) -> observe(call.endpoint(), failure, start, transactionId));
                })
                .runSubscriptionOn(eventLoops);
    }

    private void observe(Endpoint endpoint, @Nullable Throwable failure, long start, String transactionId) {
        Duration took = time().since(start);
        String outcome = CallOutcome.label(failure);
        observer.called(site, endpoint, outcome, took);
        LOG.debugf(
                "%s: %s %s in %d ms, Citrix-TransactionId %s",
                site, endpoint.template(), outcome, took.toMillis(), transactionId);
    }
}
