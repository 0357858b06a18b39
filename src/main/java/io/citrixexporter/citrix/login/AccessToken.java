package io.citrixexporter.citrix.login;

import io.citrixexporter.time.DurationMath;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A bearer token and its lifetime.
 *
 * @param value the token; secret
 * @param fetchedAt when it was fetched
 * @param renewAt from then on a new one is fetched before the next call
 * @param expiresAt when it expires, if that is known
 */
public record AccessToken(String value, Instant fetchedAt, Instant renewAt, Optional<Instant> expiresAt) {
    private static final Duration MAX_MARGIN = Duration.ofMinutes(5);
    private static final Duration RECENT = Duration.ofSeconds(30);

    /** A token with a lifetime. It is renewed a tenth of that, at most five minutes, before it expires. */
    public static AccessToken expiringIn(String value, Instant now, Duration lifetime) {
        Duration margin = DurationMath.min(lifetime.dividedBy(10), MAX_MARGIN);
        Instant end = now.plus(lifetime);
        return new AccessToken(value, now, end.minus(margin), Optional.of(end));
    }

    /** A token from the configuration, to be read again after a while. */
    static AccessToken external(String value, Instant now, Duration reloadAfter) {
        return new AccessToken(value, now, now.plus(reloadAfter), Optional.empty());
    }

    boolean isFresh(Instant now) {
        return now.isBefore(renewAt);
    }

    /** Whether Citrix may still accept it: it has not expired, or its lifetime is not known. */
    boolean isValid(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }

    /** Whether it was fetched in the last 30 s, so that another one would not help. False if the clock was set back. */
    boolean isRecent(Instant now) {
        return !now.isBefore(fetchedAt) && now.isBefore(fetchedAt.plus(RECENT));
    }

    @Override
    public String toString() {
        return "AccessToken[***, renewAt=" + renewAt + "]";
    }
}
