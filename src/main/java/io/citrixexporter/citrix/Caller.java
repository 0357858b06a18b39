package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to one controller of a site, with all that belongs to a call: the token, the headers, the time-out, and
 * the second try. Every failure is a {@link CitrixException}.
 *
 * <p>A call whose token is refused is repeated once with a new one. A call whose connection breaks, or whose server
 * stumbles, is repeated once after a moment. A call to a server that has too much to do is repeated when the gate is
 * open again, up to {@value #MOST_WAITS} times.
 */
final class Caller {
    private static final Logger LOG = Logger.getLogger(Caller.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_WAITS = 3;

    private final String controller;
    private final String site;
    private final String customerId;
    private final AccessTokens tokens;
    private final Gate gate;
    private final Duration timeout;
    private final long largestAnswer;
    private final Executor eventLoops;
    private final Clock clock;
    private final CallObserver observer;

    Caller(
            String controller,
            String site,
            String customerId,
            AccessTokens tokens,
            Gate gate,
            Duration timeout,
            long largestAnswer,
            Executor eventLoops,
            Clock clock,
            CallObserver observer) {
        this.controller = controller;
        this.site = site;
        this.customerId = customerId;
        this.tokens = tokens;
        this.gate = gate;
        this.timeout = timeout;
        this.largestAnswer = largestAnswer;
        this.eventLoops = eventLoops;
        this.clock = clock;
        this.observer = observer;
    }

    /** Makes sure that there is a token. */
    Uni<AccessToken> signIn(Deadline deadline) {
        return patiently(tries -> tokens.current(), deadline, 0);
    }

    /**
     * What the API answers, asked past the gate: whether a controller lives must not be judged by the pause of another,
     * nor by a request that was never sent.
     */
    <T> Uni<T> answerAtOnce(Call<T> call) {
        return authorized(call, request -> request);
    }

    /** What the API answers. */
    <T> Uni<T> answer(Call<T> call, Deadline deadline) {
        return patiently(
                waits -> authorized(call, request -> gate.pass(controller, deadline, waits == 0, request)),
                deadline,
                0);
    }

    /** The call, given how often it has waited already, and once more after each wait. */
    private <T> Uni<T> patiently(IntFunction<Uni<T>> call, Deadline deadline, int waits) {
        return Uni.createFrom()
                .deferred(() -> call.apply(waits))
                .onFailure(failure -> waits < MOST_WAITS && mayWait(failure))
                .recoverWithUni(failure -> gate.mayRepeat(controller, CitrixErrors.of(failure), waits, deadline)
                        .flatMap(open -> patiently(call, deadline, waits + 1)));
    }

    private <T> Uni<T> authorized(Call<T> call, UnaryOperator<Uni<T>> way) {
        return tokens.current().flatMap(token -> attempts(call, token, way)
                .onFailure(Caller::refused)
                .recoverWithUni(failure -> tokens.insteadOf(token)
                        .flatMap(renewed -> renewed.equals(token)
                                ? Uni.createFrom().failure(failure)
                                : attempts(call, renewed, way))));
    }

    private <T> Uni<T> attempts(Call<T> call, AccessToken token, UnaryOperator<Uni<T>> way) {
        return Uni.createFrom()
                .deferred(() -> way.apply(sent(call, token)))
                .onFailure(Caller::mayPass)
                .recoverWithUni(() -> afterAMoment().chain(() -> way.apply(sent(call, token))))
                .onFailure()
                .transform(CitrixErrors::of);
    }

    /** The pause or half as much more or less, so that calls that failed together do not come back together. */
    private static Uni<Void> afterAMoment() {
        double share = ThreadLocalRandom.current().nextDouble(0.5, 1.5);
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(Math.round(PAUSE.toMillis() * share)));
    }

    private <T> Uni<T> sent(Call<T> call, AccessToken token) {
        return Uni.createFrom()
                .deferred(() -> {
                    String transactionId = UUID.randomUUID().toString();
                    CallHeaders headers = new CallHeaders(token, customerId, call.siteId(), transactionId);
                    long start = System.nanoTime();
                    return call.request()
                            .apply(headers)
                            .ifNoItem()
                            .after(timeout)
                            .fail()
                            .map(response -> Answer.read(response, call.reader(), largestAnswer, clock.instant()))
                            .onFailure()
                            .transform(failure -> CitrixErrors.of(failure).at(controller, transactionId))
                            .onItemOrFailure()
                            .invoke((answer, failure) -> {
                                Duration took = Duration.ofNanos(System.nanoTime() - start);
                                observer.called(site, call.endpoint(), outcome(failure), took);
                                LOG.debugf(
                                        "%s: %s %s in %d ms, Citrix-TransactionId %s",
                                        site,
                                        call.endpoint().template(),
                                        outcome(failure),
                                        took.toMillis(),
                                        transactionId);
                            });
                })
                .runSubscriptionOn(eventLoops);
    }

    static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "2xx";
        }
        CitrixException known = CitrixErrors.of(failure);
        int status = known.status().orElse(0);
        return status >= 300 ? status / 100 + "xx" : known.reason().label();
    }

    private static boolean refused(Throwable failure) {
        return CitrixErrors.of(failure).status().orElse(0) == 401;
    }

    /** Whether the same call may well succeed a moment later. */
    private static boolean mayPass(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return known.reason() == Reason.CONNECT
                || switch (known.status().orElse(0)) {
                    case 500, 502, 504, 530 -> true;
                    default -> false;
                };
    }

    /** Not at a sign-in that a server is down for: there may be another controller. */
    private static boolean mayWait(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return known.overloaded() && (!known.atSignIn() || known.reason() == Reason.THROTTLED);
    }
}
