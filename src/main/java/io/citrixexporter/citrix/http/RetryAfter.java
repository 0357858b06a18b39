package io.citrixexporter.citrix.http;

import io.citrixexporter.time.DurationMath;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long to wait before a retry at an overloaded server. The services of Citrix have four notations: a header
 * {@code Retry-After} with seconds (Azure API Management), with an HTTP date (RFC 9110), or with an RFC 3339 date
 * (API Management's documentation on rate limits), and a parameter {@code retryDelay} in the body with any of these values
 * (Citrix's documentation on errors of the DaaS API).
 */
final class RetryAfter {
    /** Fits into a {@code long} in nanoseconds. */
    private static final Duration MAX = Duration.ofDays(36_500);

    private RetryAfter() {}

    /**
     * The delay, if the response has one that is positive; the header has priority over the body.
     *
     * @param retryDelay that of the {@link ErrorBody}
     * @param now the time of the server; see {@link ServerTime}
     */
    static Optional<Duration> parse(@Nullable String header, Optional<String> retryDelay, Instant now) {
        return Optional.ofNullable(header)
                .flatMap(text -> delay(text.strip(), now))
                .or(() -> retryDelay.flatMap(text -> delay(text.strip(), now)))
                .filter(delay -> !delay.isNegative() && !delay.isZero())
                .map(delay -> DurationMath.min(delay, MAX));
    }

    private static Optional<Duration> delay(String text, Instant now) {
        return seconds(text).or(() -> ServerTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .or(() -> ServerTime.httpDate(text))
                .map(date -> Duration.between(now, date)));
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(text) * 1000)))
                : Optional.empty();
    }
}
