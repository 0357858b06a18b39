package io.citrixexporter.bench;

import java.util.List;

/**
 * Settings of the simulated site, passed to its process as system properties.
 *
 * @param machines number of machines
 * @param sessions number of sessions per machine
 * @param latencyMillis delay of each response
 * @param gzip whether responses are compressed for clients that accept gzip
 * @param loops number of threads
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
