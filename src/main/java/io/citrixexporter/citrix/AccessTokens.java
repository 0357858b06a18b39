package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one token of a site. It is renewed before it expires or when the API refuses it, once for everybody who waits.
 *
 * <p>After a failure nobody tries again for a while, longer each time the credentials are refused, since Active Directory
 * locks an account after a few wrong passwords, and longer each time the endpoint answers with an error, since Citrix
 * Cloud limits it. One that is down for all is asked at least once a minute: when it is back the counts shall be, too,
 * before they are too old to be shown. A connection that cannot be made costs nobody anything: it is tried again soon. A
 * new secret ends the pause.
 */
final class AccessTokens {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration FIRST_PAUSE_WHEN_REFUSED = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    static final Duration LONGEST_PAUSE_WHEN_DOWN = Duration.ofMinutes(1);

    private final Supplier<Uni<AccessToken>> source;
    private final BooleanSupplier secretChanged;
    private final Clock clock;
    private final Consumer<AccessToken> onRenewal;
    private final DoubleSupplier random;

    private @Nullable AccessToken token;
    private @Nullable Uni<AccessToken> renewal;
    private @Nullable CitrixException failure;
    private Instant nextTry = Instant.MIN;
    private Duration pause = Duration.ZERO;
    private int refusals;
    private int errors;

    /**
     * No token yet.
     *
     * @param source fetches one
     * @param secretChanged whether the source would use another secret than the last time
     * @param onRenewal hears of each token
     */
    AccessTokens(
            Supplier<Uni<AccessToken>> source,
            BooleanSupplier secretChanged,
            Clock clock,
            Consumer<AccessToken> onRenewal) {
        this(source, secretChanged, clock, onRenewal, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    /**
     * The same, with dice.
     *
     * @param random numbers from 0 to 1, for the jitter of pauses
     */
    AccessTokens(
            Supplier<Uni<AccessToken>> source,
            BooleanSupplier secretChanged,
            Clock clock,
            Consumer<AccessToken> onRenewal,
            DoubleSupplier random) {
        this.source = source;
        this.secretChanged = secretChanged;
        this.clock = clock;
        this.onRenewal = onRenewal;
        this.random = random;
    }

    /**
     * The token, fetched if there is none or if it is about to expire. One that cannot be renewed is used until its end.
     */
    synchronized Uni<AccessToken> current() {
        AccessToken cached = token;
        if (cached == null) {
            return renewed();
        }
        if (cached.fresh(clock.instant())) {
            return Uni.createFrom().item(cached);
        }
        return cached.valid(clock.instant())
                ? renewed().onFailure(CitrixException.class).recoverWithItem(cached)
                : renewed();
    }

    /**
     * A token other than the one that the API has just refused; fetched unless somebody did so already. A token that
     * was fetched moments ago is given back as it is: where a new token is refused the token is not what is wrong, and a
     * site that refuses every call must not lead to a sign-in for every call.
     */
    synchronized Uni<AccessToken> insteadOf(AccessToken refused) {
        AccessToken cached = token;
        if (cached != null && cached.value().equals(refused.value()) && !cached.justFetched(clock.instant())) {
            token = null;
        }
        return current();
    }

    private synchronized Uni<AccessToken> renewed() {
        Uni<AccessToken> running = renewal;
        if (running != null) {
            return running;
        }
        CitrixException last = failure;
        if (last != null && pausing(clock.instant()) && !secretChanged.getAsBoolean()) {
            return Uni.createFrom().failure(last);
        }
        Uni<AccessToken> started = source.get()
                .onItem()
                .invoke(this::succeeded)
                .onFailure(CitrixException.class)
                .transform(thrown -> failed(CitrixErrors.of(thrown)))
                .memoize()
                .indefinitely();
        renewal = started;
        return started;
    }

    /** A clock that was set back makes nobody wait for what it lost. */
    private boolean pausing(Instant now) {
        nextTry = Pace.earlier(nextTry, now.plus(pause));
        return now.isBefore(nextTry);
    }

    private void succeeded(AccessToken renewed) {
        synchronized (this) {
            token = renewed;
            renewal = null;
            failure = null;
            refusals = 0;
            errors = 0;
        }
        onRenewal.accept(renewed);
    }

    /** The failure, with the moment from which on somebody may try again: when the server says, or when our pause ends. */
    private synchronized CitrixException failed(CitrixException thrown) {
        renewal = null;
        Instant now = clock.instant();
        Duration own = ownPause(thrown);
        pause = thrown.notBefore()
                .map(told -> told.isBefore(now.plus(LONGEST_PAUSE)) ? Duration.between(now, told) : LONGEST_PAUSE)
                .orElse(own);
        nextTry = now.plus(pause);
        CitrixException known = thrown.notBefore(nextTry);
        failure = known;
        return known;
    }

    /**
     * Failures of one kind in a row count through those of another: between two refusals the account is as near to its
     * lock as before.
     */
    private Duration ownPause(CitrixException thrown) {
        if (thrown.status().isEmpty()) {
            return FIRST_PAUSE;
        }
        if (thrown.reason() == Reason.AUTH) {
            return doubled(FIRST_PAUSE_WHEN_REFUSED, refusals++);
        }
        Duration doubled = doubled(FIRST_PAUSE, errors++);
        return shorter(
                doubled.plusMillis((long) (doubled.toMillis() * random.getAsDouble() / 2)),
                thrown.reason() == Reason.SERVER_ERROR ? LONGEST_PAUSE_WHEN_DOWN : LONGEST_PAUSE);
    }

    /** The pause after so many others in a row. */
    static Duration doubled(Duration first, int before) {
        return shorter(first.multipliedBy(1L << Math.min(before, 10)), LONGEST_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
