package io.citrixexporter.bench;

/**
 * The measurements of a cycle.
 *
 * @param seconds duration reported by the exporter
 * @param cpu CPU seconds of the exporter from the first request of the cycle until shortly after its last
 * @param window the seconds over which {@code cpu} was measured
 * @param siteCpu CPU seconds of the simulated site in the same time
 * @param idleCpu CPU seconds of the exporter between the cycle before and this one
 * @param idle the seconds over which {@code idleCpu} was measured
 * @param scrapeCpu CPU seconds of the exporter for the scrape after the cycle
 * @param scrape the seconds over which {@code scrapeCpu} was measured
 * @param requests requests to the site
 * @param bytes bytes of its response bodies
 * @param failures failed polls
 */
record CycleReading(
        double seconds,
        double cpu,
        double window,
        double siteCpu,
        double idleCpu,
        double idle,
        double scrapeCpu,
        double scrape,
        long requests,
        long bytes,
        long failures) {}
