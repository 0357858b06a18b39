package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one token of a site. It is renewed before it expires or when the API refuses it, once for everybody who waits.
 *
 * <p>After a failure nobody tries again for a while, longer each time the credentials are refused: Active Directory
 * locks an account after a few wrong passwords, and Citrix Cloud limits its token endpoint. A new secret ends the pause.
 */
final class AccessTokens {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration FIRST_PAUSE_WHEN_REFUSED = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Supplier<Uni<AccessToken>> source;
    private final BooleanSupplier secretChanged;
    private final Clock clock;
    private final Consumer<AccessToken> onRenewal;

    private @Nullable AccessToken token;
    private @Nullable Uni<AccessToken> renewal;
    private @Nullable CitrixException failure;
    private Instant nextTry = Instant.MIN;
    private int refusals;

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
        this.source = source;
        this.secretChanged = secretChanged;
        this.clock = clock;
        this.onRenewal = onRenewal;
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
        if (last != null && clock.instant().isBefore(nextTry) && !secretChanged.getAsBoolean()) {
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

    private void succeeded(AccessToken renewed) {
        synchronized (this) {
            token = renewed;
            renewal = null;
            failure = null;
            refusals = 0;
        }
        onRenewal.accept(renewed);
    }

    /** The failure, with the moment from which on somebody may try again: when the server says, or when our pause ends. */
    private synchronized CitrixException failed(CitrixException thrown) {
        renewal = null;
        boolean refused = thrown.status().isPresent() && thrown.reason() == Reason.AUTH;
        // Kept through failures of another kind: between two refusals the account is as near to its lock as before.
        refusals = refused ? refusals + 1 : refusals;
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST_PAUSE);
        nextTry = thrown.notBefore()
                .filter(told -> told.isBefore(latest))
                .orElseGet(() ->
                        thrown.notBefore().isPresent() ? latest : now.plus(refused ? pause(refusals) : FIRST_PAUSE));
        CitrixException known = thrown.notBefore(nextTry);
        failure = known;
        return known;
    }

    /** The pause after so many refusals in a row; the first for 0, a failure that says nothing of the credentials. */
    static Duration pause(int refusals) {
        if (refusals == 0) {
            return FIRST_PAUSE;
        }
        Duration pause = FIRST_PAUSE_WHEN_REFUSED.multipliedBy(1L << Math.min(refusals - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
