package io.citrixexporter.config;

import java.time.Duration;

/**
 * How and when sites are polled; the same for every site.
 *
 * @param interval time between the starts of two cycles of a site, at least 5 s
 * @param timeout deadline of a cycle, counted from its start; at most the interval
 * @param hold how long the last good values of a machine stay exported while its polls fail; at least interval and timeout
 * @param concurrency maximum number of requests in flight per site, 1 to 256
 * @param requestTimeout timeout of one HTTP request, including reading its response
 * @param spread whether the calls of a cycle are spread over its time, instead of being made as fast as allowed
 */
public record PollSettings(
        Duration interval, Duration timeout, Duration hold, int concurrency, Duration requestTimeout, boolean spread) {}
