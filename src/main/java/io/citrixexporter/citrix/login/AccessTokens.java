package io.citrixexporter.citrix.login;

import io.citrixexporter.citrix.http.CitrixErrors;
import io.citrixexporter.citrix.http.CitrixException;
import io.citrixexporter.citrix.throttle.Backoff;
import io.citrixexporter.model.FailureReason;
import io.citrixexporter.time.TimeSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one token of a site. It is renewed before it expires or when the API rejects it, by a single request for all callers.
 *
 * <p>After a failure there is a backoff. It grows each time the credentials are rejected, since Active Directory locks an
 * account after a few wrong passwords, and each time the endpoint responds with an error, since Citrix Cloud limits the
 * requests to it. An endpoint that is down is asked at least once a minute. Connection errors retry after 5 s, as they
 * cannot lock the account. A changed secret ends the backoff.
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
    private long nextTry;
    private int rejections;
    private int errors;

    /**
     * No token yet.
     *
     * @param source fetches one
     * @param secretChanged whether the source would use another secret than the last time
     * @param onRenewal called with each new token
     */
    public AccessTokens(
            Supplier<Uni<AccessToken>> source,
            Supplier<Uni<Boolean>> secretChanged,
            TimeSource time,
            Consumer<AccessToken> onRenewal) {
        this(source, secretChanged, time, onRenewal, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    /**
     * The same, with a source of random numbers.
     *
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
     * The token, fetched if there is none or if it is about to expire. One that cannot be renewed is used until its end.
     */
    public synchronized Uni<AccessToken> current() {
        AccessToken cached = token;
        if (cached == null) {
            return renewed();
        }
        if (cached.fresh(time.instant())) {
            return Uni.createFrom().item(cached);
        }
        return cached.valid(time.instant())
                ? renewed().onFailure(CitrixException.class).recoverWithItem(cached)
                : renewed();
    }

    /**
     * A token other than the one that the API has just refused; fetched unless somebody did so already. A token that
     * was fetched moments ago is given back as it is: where a new token is refused the token is not what is wrong, and a
     * site that refuses every call must not lead to a sign-in for every call.
     */
    public synchronized Uni<AccessToken> insteadOf(AccessToken refused) {
        AccessToken cached = token;
        if (cached != null && cached.value().equals(refused.value()) && !cached.justFetched(time.instant())) {
            token = null;
        }
        return current();
    }

    /**
     * Fetches a new token before the one in use expires; that one stays if there is no other. Nothing is fetched after a failure,
     * since an account may be locked by each attempt.
     *
     * @return whether there is a new token
     */
    public synchronized Uni<Boolean> renewEarly() {
        AccessToken cached = token;
        if (cached == null || failure != null) {
            return Uni.createFrom().item(false);
        }
        return renewed()
                .map(fetched -> !fetched.value().equals(cached.value()))
                .onFailure(CitrixException.class)
                .recoverWithItem(false);
    }

    private synchronized Uni<AccessToken> renewed() {
        Uni<AccessToken> running = renewal;
        if (running != null) {
            return running;
        }
        CitrixException last = failure;
        boolean backoff = nextTry - time.nanoTime() > 0;
        Uni<AccessToken> started = (last != null && backoff ? fetchedIfSecretChanged(last) : fetched())
                .onTermination()
                .invoke(this::renewalEnded)
                .memoize()
                .indefinitely();
        renewal = started;
        return started;
    }

    private Uni<AccessToken> fetchedIfSecretChanged(CitrixException last) {
        return secretChanged
                .get()
                .flatMap(changed -> changed ? fetched() : Uni.createFrom().failure(last));
    }

    private Uni<AccessToken> fetched() {
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

    /** The failure, with the time of the next try: when the server says, or when our backoff ends. */
    private synchronized CitrixException failed(CitrixException thrown) {
        long now = time.nanoTime();
        Duration own = ownBackoff(thrown);
        Duration requested =
                thrown.retryAt().isPresent() ? Duration.ofNanos(thrown.retryAt().getAsLong() - now) : own;
        nextTry = now + min(requested, MAX_BACKOFF).toNanos();
        CitrixException known = thrown.retryAt(nextTry);
        failure = known;
        return known;
    }

    /** Failures of one kind count through those of another: a connection error does not reset the lock-out counter of AD. */
    private Duration ownBackoff(CitrixException thrown) {
        if (thrown.status().isEmpty()) {
            return MIN_BACKOFF;
        }
        if (thrown.reason() == FailureReason.AUTH) {
            return new Backoff(MIN_BACKOFF_WHEN_REJECTED, MAX_BACKOFF).delay(rejections++);
        }
        Duration delay = new Backoff(MIN_BACKOFF, MAX_BACKOFF).delay(errors++, random.getAsDouble());
        return min(delay, thrown.reason() == FailureReason.SERVER_ERROR ? MAX_BACKOFF_WHEN_DOWN : MAX_BACKOFF);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
