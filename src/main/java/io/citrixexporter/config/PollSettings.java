package io.citrixexporter.config;

import java.time.Duration;

/**
 * The rhythm of polling, the same for every site.
 *
 * @param interval time between the starts of two cycles of a site, at least {@link #SHORTEST_INTERVAL}
 * @param timeout deadline of a cycle, counted from its start; at most the interval
 * @param hold how long the last good values of a machine stay exported while its polls fail; at least the interval
 * @param concurrency most requests in flight per site, at least 1
 * @param requestTimeout longest wait for one HTTP request including the reading of its answer
 * @param spread whether the calls of a cycle are spread over its time, instead of being made as fast as allowed
 */
public record PollSettings(
        Duration interval, Duration timeout, Duration hold, int concurrency, Duration requestTimeout, boolean spread) {

    /** A walk over a site is dear for its controllers: nobody may ask for one more often than this. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);
}
