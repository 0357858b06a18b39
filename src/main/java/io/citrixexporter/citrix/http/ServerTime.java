package io.citrixexporter.citrix.http;

import io.netty.handler.codec.DateFormatter;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time of a server. Absolute times in a response are relative to its header {@code Date}, so that the clock of the server may
 * be ahead or behind (RFC 9110, section 6.6.1).
 */
public final class ServerTime {
    /** Netty's parser rejects longer texts with an exception. */
    private static final int MAX_DATE_LENGTH = 64;

    private ServerTime() {}

    /**
     * The current time of the server.
     *
     * @param local the time of this computer, for a response whose {@code Date} is missing or invalid
     */
    public static Instant of(Response response, Instant local) {
        return httpDate(response.getHeaderString("Date")).orElse(local);
    }

    /** A date in one of the three notations of RFC 9110, or with another time zone than GMT. */
    static Optional<Instant> httpDate(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(date -> date.length() <= MAX_DATE_LENGTH)
                .flatMap(date ->
                        parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).or(() -> obsolete(date)));
    }

    /** A date with its zone; empty if it is written in another notation. */
    public static Optional<Instant> parse(String date, DateTimeFormatter notation) {
        try {
            return Optional.of(notation.parse(date, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Ignores the zone, which is always GMT in these notations. */
    private static Optional<Instant> obsolete(String date) {
        return Optional.ofNullable(DateFormatter.parseHttpDate(date)).map(Date::toInstant);
    }
}
