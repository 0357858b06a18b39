package io.citrixexporter.citrix;

import io.citrixexporter.citrix.connect.EventLoopExecutor;
import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.throttle.Backoff;
import io.citrixexporter.citrix.throttle.RateLimit;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.model.ResponseField;
import io.citrixexporter.time.Deadline;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

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
        String customerId,
        AccessTokens tokens,
        RequestLimiter limiter,
        RateLimit rate,
        Duration timeout,
        ResponseReader reader,
        Executor eventLoops,
        TimeSource time,
        CallReporter reporter) {
    private static final int MAX_RETRIES_WITH_BACKOFF = 3;

    /** Fetches a token if there is none. Waits and retries if the token endpoint throttles the exporter. */
    Uni<AccessToken> signIn(Deadline deadline) {
        return withLoginRetries(Uni.createFrom().deferred(tokens::current), deadline);
    }

    /**
     * Makes a call without retries that bypasses the concurrency limit and a backoff, but not the rate limit: whether a
     * controller is reachable must not depend on queued requests.
     */
    <T> Uni<T> probe(ApiRequest<T> call) {
        return authorized(login -> login, token -> rate.acquire().chain(() -> send(call, token, timeout)));
    }

    /** Makes a call, with retries. */
    <T> Uni<T> callWithRetries(ApiRequest<T> call, Deadline deadline) {
        return withRetries(callWithoutRetry(call, PollAttempt.once(deadline)), ApiCaller::maxCallRetries, deadline, 0);
    }

    /** Makes a call without retries, except of the login. */
    <T> Uni<T> callWithoutRetry(ApiRequest<T> call, PollAttempt attempt) {
        return authorized(
                login -> withLoginRetries(login, attempt.deadline()),
                token -> limiter.submit(
                        attempt.deadline().at(), attempt.retry(), send(call, token, attempt.timeout(timeout))));
    }

    /** The value of a field of a response was not known. */
    void unrecognized(ResponseField field) {
        reporter.listener().valueUnrecognized(reporter.site(), field);
    }

    private Uni<AccessToken> withLoginRetries(Uni<AccessToken> login, Deadline deadline) {
        return withRetries(login, ApiCaller::maxLoginRetries, deadline, 0);
    }

    private <T> Uni<T> withRetries(
            Uni<T> call, ToIntFunction<CitrixException> maxRetries, Deadline deadline, int retries) {
        return call.onFailure(failure -> retries < maxRetries.applyAsInt(CitrixErrors.of(failure)))
                .recoverWithUni(failure -> awaitRetry(CitrixErrors.of(failure), retries, deadline)
                        .chain(() -> withRetries(call, maxRetries, deadline, retries + 1)));
    }

    /** A login that fails because the server is down is not retried: another controller may be up. */
    private static int maxLoginRetries(CitrixException failure) {
        return failure.reason() == FailureReason.THROTTLED ? MAX_RETRIES_WITH_BACKOFF : 0;
    }

    /** A failed login was retried already. */
    private static int maxCallRetries(CitrixException failure) {
        if (failure.atLogin() || !failure.sent() || !failure.isTransient()) {
            return 0;
        }
        return failure.requestsBackoff() ? MAX_RETRIES_WITH_BACKOFF : 1;
    }

    private Uni<Void> awaitRetry(CitrixException failure, int retries, Deadline deadline) {
        OptionalLong requested = failure.retryAt();
        if (failure.atLogin() && requested.isPresent()) {
            limiter.backOff(failure, requested.getAsLong());
        }
        long retryAt = requested.orElseGet(() -> time.nanoTime() + delay(failure, retries));
        if (limiter.backoffUntil() - retryAt > 0) {
            retryAt = limiter.backoffUntil();
        }
        return deadline.isBefore(retryAt) ? Uni.createFrom().failure(failure) : time.delay(time.until(retryAt));
    }

    private static long delay(CitrixException failure, int retries) {
        Backoff backoff = failure.requestsBackoff() ? Backoff.OVERLOAD : Backoff.CONNECTION;
        return backoff.delay(retries, ThreadLocalRandom.current().nextDouble()).toNanos();
    }

    /**
     * A call whose token is rejected is repeated once with a new token.
     *
     * @param retries adds the retries to a login
     */
    private <T> Uni<T> authorized(UnaryOperator<Uni<AccessToken>> retries, Function<AccessToken, Uni<T>> call) {
        return retries.apply(Uni.createFrom().deferred(tokens::current))
                .flatMap(token -> call.apply(token)
                        .onFailure(failure -> CitrixErrors.of(failure).hasStatus(401))
                        .recoverWithUni(
                                failure -> retries.apply(Uni.createFrom().deferred(() -> tokens.refresh(token)))
                                        .flatMap(renewed -> renewed.equals(token)
                                                ? Uni.createFrom().failure(failure)
                                                : call.apply(renewed))))
                .onFailure()
                .transform(CitrixErrors::of);
    }

    private <T> Uni<T> send(ApiRequest<T> call, AccessToken token, Duration timeout) {
        return Uni.createFrom()
                .deferred(() -> {
                    String transactionId = UUID.randomUUID().toString();
                    CallHeaders headers =
                            new CallHeaders(token, customerId, call.siteId(), transactionId, call.options());
                    Uni<T> response = EventLoopExecutor.withTimeout(
                                    call.request().apply(headers), timeout)
                            .flatMap(received -> reader.read(received, call.endpoint(), call.parser()))
                            .onFailure()
                            .transform(failure -> CitrixErrors.of(failure).at(server, headers.transactionId));
                    return reporter.report(call.endpoint(), transactionId, response);
                })
                .runSubscriptionOn(eventLoops);
    }
}
