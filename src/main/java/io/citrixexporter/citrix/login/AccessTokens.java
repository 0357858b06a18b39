package io.citrixexporter.citrix.login;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.throttle.Backoff;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.DurationMath;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one token of a site at one of its controllers. It is renewed before it expires or when the API rejects it, by a single
 * request for all callers.
 *
 * <p>A failure starts a backoff. It grows each time the credentials are rejected, since Active Directory locks an account after a
 * few wrong passwords, and each time the endpoint responds with an error, since Citrix Cloud limits the requests to it. An
 * endpoint that is down is retried at least once a minute. Connection errors are retried after 5 s, as they cannot lock the
 * account. A changed secret ends the backoff.
 */
public final class AccessTokens {
    static final Duration MIN_BACKOFF = Duration.ofSeconds(5);
    static final Duration MIN_BACKOFF_WHEN_REJECTED = Duration.ofSeconds(30);
    static final Duration MAX_BACKOFF = Duration.ofMinutes(10);
    static final Duration MAX_BACKOFF_WHEN_DOWN = Duration.ofMinutes(1);

    private final Supplier<Uni<AccessToken>> source;
    private final Supplier<Uni<Boolean>> secretChanged;
    private final TimeSource time;
    private final Consumer<AccessToken> onRenewal;
    private final DoubleSupplier random;

    private @Nullable AccessToken token;
    private @Nullable Uni<AccessToken> renewal;
    private @Nullable CitrixException failure;
    private long nextAttempt;
    private int rejections;
    private int errors;

    /**
     * No token yet.
     *
     * @param source fetches a token
     * @param secretChanged whether the secret has changed since the last attempt
     * @param onRenewal called with each new token
     * @param random numbers from 0 to 1, for the jitter of the backoff
     */
    public AccessTokens(
            Supplier<Uni<AccessToken>> source,
            Supplier<Uni<Boolean>> secretChanged,
            TimeSource time,
            Consumer<AccessToken> onRenewal,
            DoubleSupplier random) {
        this.source = source;
        this.secretChanged = secretChanged;
        this.time = time;
        this.onRenewal = onRenewal;
        this.random = random;
    }

    /**
     * The token, fetched if there is none or if it is about to expire. One that cannot be renewed is used until it expires.
     */
    public synchronized Uni<AccessToken> current() {
        AccessToken cached = token;
        if (cached == null) {
            return renew();
        }
        if (cached.isFresh(time.instant())) {
            return Uni.createFrom().item(cached);
        }
        return cached.isValid(time.instant())
                ? renew().onFailure(CitrixException.class).recoverWithItem(cached)
                : renew();
    }

    /**
     * A token other than the one that the API has just rejected, fetched unless another caller has done so. A recent token is
     * returned unchanged: a site that rejects new tokens must not cause a login for every call.
     */
    public synchronized Uni<AccessToken> refresh(AccessToken rejected) {
        AccessToken cached = token;
        if (cached != null && cached.value().equals(rejected.value()) && !cached.isRecent(time.instant())) {
            token = null;
        }
        return current();
    }

    /**
     * Fetches a new token before the one in use expires, which stays in use if that fails. Nothing is fetched after a failure,
     * since each attempt may lock the account.
     *
     * @return whether there is a new token
     */
    public synchronized Uni<Boolean> renewEarly() {
        AccessToken cached = token;
        if (cached == null || failure != null) {
            return Uni.createFrom().item(false);
        }
        return renew().map(fetched -> !fetched.value().equals(cached.value()))
                .onFailure(CitrixException.class)
                .recoverWithItem(false);
    }

    private synchronized Uni<AccessToken> renew() {
        Uni<AccessToken> running = renewal;
        if (running != null) {
            return running;
        }
        CitrixException last = failure;
        boolean backoff = nextAttempt - time.nanoTime() > 0;
        Uni<AccessToken> started = (last != null && backoff ? fetchIfSecretChanged(last) : fetch())
                .onTermination()
                .invoke(this::renewalEnded)
                .memoize()
                .indefinitely();
        renewal = started;
        return started;
    }

    private Uni<AccessToken> fetchIfSecretChanged(CitrixException last) {
        return secretChanged
                .get()
                .flatMap(changed -> changed ? fetch() : Uni.createFrom().failure(last));
    }

    private Uni<AccessToken> fetch() {
        return source.get()
                .onItem()
                .invoke(this::succeeded)
                .onFailure()
                .transform(thrown -> failed(CitrixErrors.of(thrown)));
    }

    private synchronized void renewalEnded() {
        renewal = null;
    }

    private void succeeded(AccessToken renewed) {
        synchronized (this) {
            token = renewed;
            failure = null;
            rejections = 0;
            errors = 0;
        }
        onRenewal.accept(renewed);
    }

    /** The failure with the time of the next attempt: that of the server, or the end of the backoff. */
    private synchronized CitrixException failed(CitrixException thrown) {
        long now = time.nanoTime();
        Duration own = ownBackoff(thrown);
        Duration requested =
                thrown.retryAt().isPresent() ? Duration.ofNanos(thrown.retryAt().getAsLong() - now) : own;
        nextAttempt = now + DurationMath.min(requested, MAX_BACKOFF).toNanos();
        CitrixException known = thrown.withRetryAt(nextAttempt);
        failure = known;
        return known;
    }

    /** Rejections and errors are counted apart: an error does not reset the lockout counter of Active Directory. */
    private Duration ownBackoff(CitrixException thrown) {
        if (thrown.status().isEmpty()) {
            return MIN_BACKOFF;
        }
        if (thrown.reason() == FailureReason.AUTH) {
            return new Backoff(MIN_BACKOFF_WHEN_REJECTED, MAX_BACKOFF).delay(rejections++);
        }
        Duration delay = new Backoff(MIN_BACKOFF, MAX_BACKOFF).delay(errors++, random.getAsDouble());
        return DurationMath.min(
                delay, thrown.reason() == FailureReason.SERVER_ERROR ? MAX_BACKOFF_WHEN_DOWN : MAX_BACKOFF);
    }
}
