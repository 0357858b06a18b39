package io.citrixexporter.citrix.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A bearer token and its times.
 *
 * @param value the token itself; secret
 * @param fetchedAt when it was obtained
 * @param renewAt from when on a new one is fetched before the next call
 * @param expiresAt when Citrix ceases to accept it, where that is known
 */
public record AccessToken(String value, Instant fetchedAt, Instant renewAt, Optional<Instant> expiresAt) {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
    private static final Duration NEW = Duration.ofSeconds(30);

    /** A token with a lifetime; it is renewed a tenth of that, at most five minutes, before its end. */
    public static AccessToken lasting(String value, Instant now, Duration lifetime) {
        Duration tenth = lifetime.dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        Instant end = now.plus(lifetime);
        return new AccessToken(value, now, end.minus(margin), Optional.of(end));
    }

    /** A token that somebody else looks after, to be looked at again after a while. */
    static AccessToken given(String value, Instant now, Duration lookAgainAfter) {
        return new AccessToken(value, now, now.plus(lookAgainAfter), Optional.empty());
    }

    boolean fresh(Instant now) {
        return now.isBefore(renewAt);
    }

    /** Whether Citrix may accept it still: its end has not come, or nobody knows it. */
    boolean valid(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }

    /** Whether it is so new that fetching another one would change nothing; not before its time, if the clock was set back. */
    boolean justFetched(Instant now) {
        return !now.isBefore(fetchedAt) && now.isBefore(fetchedAt.plus(NEW));
    }

    @Override
    public String toString() {
        return "AccessToken[***, renewAt=" + renewAt + "]";
    }
}
