package io.citrixexporter.citrix;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.http.Deadline;
import io.citrixexporter.citrix.http.EventLoops;
import io.citrixexporter.citrix.http.RequestThreads;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.throttle.Outcome;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to one controller of a site, with all that belongs to a call: the token, the headers, the timeout, the
 * limiter and retries. Every failure is a {@link CitrixException}.
 *
 * <p>A call whose token is rejected is repeated once with a new one.
 */
public final class ApiCaller {
    private static final Logger LOG = Logger.getLogger(ApiCaller.class);
    private static final int MAX_RETRIES_WHEN_OVERLOADED = 3;

    private final String controller;
    private final String site;
    private final String customerId;
    private final AccessTokens tokens;
    private final RequestLimiter limiter;
    private final RateLimit rate;
    private final Duration timeout;
    private final long largestAnswer;
    private final RequestThreads threads;
    private final TimeSource time;
    private final CallObserver observer;

    ApiCaller(
            String controller,
            String site,
            String customerId,
            AccessTokens tokens,
            RequestLimiter limiter,
            RateLimit rate,
            Duration timeout,
            long largestAnswer,
            RequestThreads threads,
            TimeSource time,
            CallObserver observer) {
        this.controller = controller;
        this.site = site;
        this.customerId = customerId;
        this.tokens = tokens;
        this.limiter = limiter;
        this.rate = rate;
        this.timeout = timeout;
        this.largestAnswer = largestAnswer;
        this.threads = threads;
        this.time = time;
        this.observer = observer;
    }

    /** What the failure of a request says about the load of the controller. */
    static Outcome outcomeFor(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        int status = known.status().orElse(0);
        Outcome.Kind kind;
        if (status == 429) {
            kind = Outcome.Kind.THROTTLED;
        } else if (status == 503) {
            kind = Outcome.Kind.OVERLOADED;
        } else if (known.unavailable()) {
            kind = Outcome.Kind.UNAVAILABLE;
        } else {
            kind = status == 0 ? Outcome.Kind.NEUTRAL : Outcome.Kind.HEALTHY;
        }
        return new Outcome(kind, known.retryAt());
    }

    RequestLimiter limiter() {
        return limiter;
    }

    /** Makes sure that there is a token. A throttled token endpoint is asked again after the time that it asks for. */
    Uni<AccessToken> signIn(Deadline deadline) {
        return retrying(tokens::current, deadline, 0);
    }

    /**
     * The response of the API, requested whatever the limiter says: whether a controller is reachable must not depend on a
     * backoff, nor on requests that wait.
     */
    <T> Uni<T> probe(Call<T> call) {
        return authorized(tokens::current, call, request -> rate.acquire().chain(() -> request), timeout);
    }

    /**
     * The response of the API. Another call is made after a moment if the connection breaks or the server fails, and up to
     * {@value #MAX_RETRIES_WHEN_OVERLOADED} after 429 or 503.
     */
    <T> Uni<T> call(Call<T> call, Deadline deadline) {
        return retrying(() -> callOnce(call, Attempt.once(deadline)), deadline, 0);
    }

    /** The response of the API, without retries. */
    <T> Uni<T> callOnce(Call<T> call, Attempt attempt) {
        return authorized(
                () -> signIn(attempt.deadline()),
                call,
                request -> limiter.submit(attempt.deadline().at(), attempt.retry(), request),
                attempt.timeout(timeout));
    }

    private CitrixException known(Throwable failure) {
        CitrixException cause = CitrixErrors.of(failure);
        if (!(failure instanceof RequestRejectedException rejected)) {
            return cause;
        }
        return rejected.backoff()
                .map(left -> cause.notSent("the backoff until "
                                + time.instant().plus(left).truncatedTo(ChronoUnit.SECONDS) + " ends after the cycle")
                        .retryAt(time.nanoTime() + left.toNanos()))
                .orElseGet(() -> cause.notSent("the controller is unavailable")
                        .retryAt(time.nanoTime() + RequestLimiter.PROBE_INTERVAL.toNanos()));
    }

    private <T> Uni<T> retrying(Supplier<Uni<? extends T>> call, Deadline deadline, int retries) {
        return Uni.createFrom()
                .deferred(call)
                .onFailure(failure -> mayRetry(CitrixErrors.of(failure), retries))
                .recoverWithUni(failure -> awaitRetry(CitrixErrors.of(failure), retries, deadline)
                        .chain(() -> retrying(call, deadline, retries + 1)));
    }

    /** Not a login that fails because the server is down: another controller may be up. */
    private static boolean mayRetry(CitrixException failure, int retries) {
        if (failure.atSignIn()) {
            return failure.reason() == FailureReason.THROTTLED && retries < MAX_RETRIES_WHEN_OVERLOADED;
        }
        return failure.sent()
                && failure.isTransient()
                && retries < (failure.overloaded() ? MAX_RETRIES_WHEN_OVERLOADED : 1);
    }

    private Uni<Void> awaitRetry(CitrixException failure, int retries, Deadline deadline) {
        OptionalLong requested = failure.retryAt();
        if (failure.atSignIn() && requested.isPresent()) {
            limiter.backOff(failure, requested.getAsLong());
        }
        long retryAt = requested.orElseGet(() -> time.nanoTime() + ownDelay(failure, retries));
        if (limiter.backoffUntil() - retryAt > 0) {
            retryAt = limiter.backoffUntil();
        }
        return deadline.passedBy(retryAt) ? Uni.createFrom().failure(failure) : time.delay(time.until(retryAt));
    }

    private static long ownDelay(CitrixException failure, int retries) {
        double random = ThreadLocalRandom.current().nextDouble();
        return (failure.overloaded() ? RequestLimiter.BACKOFF.delay(retries, random) : Attempt.retryDelay(random))
                .toNanos();
    }

    private <T> Uni<T> authorized(
            Supplier<Uni<AccessToken>> current, Call<T> call, UnaryOperator<Uni<T>> way, Duration timeout) {
        return Uni.createFrom()
                .deferred(current::get)
                .flatMap(token -> way.apply(sent(call, token, timeout))
                        .onFailure(ApiCaller::isUnauthorized)
                        .recoverWithUni(failure -> tokens.insteadOf(token)
                                .flatMap(renewed -> renewed.equals(token)
                                        ? Uni.createFrom().failure(failure)
                                        : way.apply(sent(call, renewed, timeout)))))
                .onFailure()
                .transform(this::known);
    }

    private <T> Uni<T> sent(Call<T> call, AccessToken token, Duration timeout) {
        return Uni.createFrom()
                .deferred(() -> {
                    String transactionId = UUID.randomUUID().toString();
                    CallHeaders headers =
                            new CallHeaders(token, customerId, call.siteId(), transactionId, call.options());
                    long start = time.nanoTime();
                    return EventLoops.cancelInOrder(call.request().apply(headers))
                            .ifNoItem()
                            .after(timeout)
                            .fail()
                            .flatMap(response -> ResponseReader.read(
                                    response, call.reader(), largestAnswer, time, threads.workers()))
                            .onFailure()
                            .transform(failure -> CitrixErrors.of(failure).at(controller, headers.transactionId))
                            .onItemOrFailure()
                            .invoke((answer, failure) -> observe(call.endpoint(), failure, start, transactionId));
                })
                .runSubscriptionOn(threads.eventLoops());
    }

    /** Fetches a new token although the one in use has not expired; see {@link AccessTokens#renewEarly}. */
    Uni<Boolean> renewToken() {
        return tokens.renewEarly();
    }

    /** The value of a field of a response was not known. */
    void unrecognized(ResponseField field) {
        observer.unrecognized(site, field);
    }

    private void observe(Endpoint endpoint, @Nullable Throwable failure, long start, String transactionId) {
        Duration took = time.since(start);
        observer.called(site, endpoint, outcome(failure), took);
        LOG.debugf(
                "%s: %s %s in %d ms, Citrix-TransactionId %s",
                site, endpoint.template(), outcome(failure), took.toMillis(), transactionId);
    }

    public static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "2xx";
        }
        CitrixException known = CitrixErrors.of(failure);
        int status = known.status().orElse(0);
        return status >= 300 ? status / 100 + "xx" : known.reason().label();
    }

    private static boolean isUnauthorized(Throwable failure) {
        return CitrixErrors.of(failure).status().orElse(0) == 401;
    }
}
