package io.citrixexporter.model;

import java.time.Duration;
import java.util.List;

/**
 * What happened to the sessions of a machine between two polls.
 *
 * @param starts sessions that are listed for the first time
 * @param ends sessions that are no longer listed
 * @param establishments how long sessions took to be established, of those that started since the machine is polled; each
 *     session once
 */
public record SessionChanges(int starts, int ends, List<Duration> establishments) {

    /** Nothing happened, or nothing is known. */
    public static final SessionChanges NONE = new SessionChanges(0, 0, List.of());

    public SessionChanges {
        establishments = List.copyOf(establishments);
    }
}
