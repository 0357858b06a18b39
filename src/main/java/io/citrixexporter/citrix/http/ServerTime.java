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
 * be ahead or behind (RFC 9110, section 6.6.1). {@code Age}, which a cache adds to a stored response, is added (RFC 9111, section
 * 5.1).
 */
public final class ServerTime {
    private ServerTime() {}

    /**
     * The current time of the server.
     *
     * @param local the time of this computer, for a response whose {@code Date} is missing or invalid
     */
    public static Instant of(Response response, Instant local) {
        return httpDate(response.getHeaderString("Date"))
                .map(date -> date.plusSeconds(age(response.getHeaderString("Age"))))
                .orElse(local);
    }

    /** A date in one of the three notations of RFC 9110. */
    static Optional<Instant> httpDate(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.ofNullable(DateFormatter.parseHttpDate(text.strip()))
                    .map(Date::toInstant);
        }
    }

    private static long age(@Nullable String seconds) {
        return seconds != null && seconds.strip().matches("[0-9]{1,9}") ? Long.parseLong(seconds.strip()) : 0;
    }
}
