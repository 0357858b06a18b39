package io.citrixexporter.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a collection begins. All pages of one reading show the same moment, so that no item is on two of them
 * or on none.
 *
 * @param time the moment that is shown
 * @param machine index of the machine to go on with
 * @param skip how many of its sessions were on the pages before
 */
record Page(Instant time, int machine, int skip) {
    /** Makes a client fail at once that does not encode the token. */
    private static final String AWKWARD = "+/=&#";

    Page {
        if (machine < 0 || skip < 0) {
            throw new IllegalArgumentException("before the first item");
        }
    }

    static Page first(Instant now) {
        return new Page(now, 0, 0);
    }

    /**
     * The page that a request asks for.
     *
     * @param token what the page before gave; null or empty for the first one
     * @return empty where the token is none of this site
     */
    static Optional<Page> of(@Nullable String token, Instant now) {
        if (token == null || token.isEmpty()) {
            return Optional.of(first(now));
        }
        if (!token.endsWith(AWKWARD)) {
            return Optional.empty();
        }
        try {
            byte[] text = Base64.getDecoder().decode(token.substring(0, token.length() - AWKWARD.length()));
            String[] parts = new String(text, StandardCharsets.US_ASCII).split(":", 3);
            Instant time = Instant.ofEpochMilli(Long.parseLong(parts[0]));
            return Optional.of(new Page(time, Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    Page from(int nextMachine, int nextSkip) {
        return new Page(time, nextMachine, nextSkip);
    }

    String token() {
        String text = time.toEpochMilli() + ":" + machine + ":" + skip;
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)) + AWKWARD;
    }
}
