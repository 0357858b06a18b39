package io.citrixexporter.bench;

import java.util.List;

/**
 * What the simulated site is like; handed to its process as system properties.
 *
 * @param machines how many machines there are
 * @param sessions how many sessions each of them has
 * @param latencyMillis how long an answer waits before it is sent
 * @param gzip whether responses are compressed for callers that take gzip
 * @param loops how many threads answer
 */
record SiteSettings(int machines, int sessions, int latencyMillis, boolean gzip, int loops) {
    private static final String PREFIX = "site.";

    static SiteSettings ofSystemProperties() {
        return new SiteSettings(
                Integer.getInteger(PREFIX + "machines", 5000),
                Integer.getInteger(PREFIX + "sessions", 10),
                Integer.getInteger(PREFIX + "latency", 0),
                !"false".equals(System.getProperty(PREFIX + "gzip")),
                Integer.getInteger(PREFIX + "loops", 1));
    }

    List<String> options() {
        return List.of(
                "-D" + PREFIX + "machines=" + machines,
                "-D" + PREFIX + "sessions=" + sessions,
                "-D" + PREFIX + "latency=" + latencyMillis,
                "-D" + PREFIX + "gzip=" + gzip,
                "-D" + PREFIX + "loops=" + loops);
    }
}
