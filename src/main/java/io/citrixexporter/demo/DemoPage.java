package io.citrixexporter.demo;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a collection starts. All pages show the site at the time of the first one, so that no item is on two of
 * them or on none.
 *
 * @param time the real time that is shown
 * @param machine index of the first machine of the page
 * @param skip how many of its sessions are on the previous pages
 */
record DemoPage(Instant time, int machine, int skip) {
    /** Characters that break a client which does not encode the token. */
    private static final String SPECIAL_CHARACTERS = "+/=&#";

    private static final Pattern TOKEN =
            Pattern.compile("(\\d{1,15}):(\\d{1,9}):(\\d{1,9})" + Pattern.quote(SPECIAL_CHARACTERS));

    /**
     * The page of a request.
     *
     * @param token the continuation token of the previous page; null or empty for the first page
     * @throws DemoError if the token is invalid
     */
    static DemoPage of(@Nullable String token, Instant now) {
        if (token == null || token.isEmpty()) {
            return new DemoPage(now, 0, 0);
        }
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            throw DemoError.badRequest("continuationToken", token);
        }
        Instant time = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        return new DemoPage(time, Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    DemoPage startingAt(int nextMachine, int nextSkip) {
        return new DemoPage(time, nextMachine, nextSkip);
    }

    String token() {
        return time.toEpochMilli() + ":" + machine + ":" + skip + SPECIAL_CHARACTERS;
    }
}
