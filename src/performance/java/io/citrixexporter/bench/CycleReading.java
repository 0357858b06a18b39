package io.citrixexporter.bench;

/**
 * What one cycle took.
 *
 * @param seconds how long it took, as the exporter tells
 * @param cpu CPU seconds of the exporter from the cycle's first request until a moment after its last
 * @param window the seconds over which {@code cpu} was measured
 * @param siteCpu CPU seconds of the simulated site meanwhile
 * @param idleCpu CPU seconds of the exporter between the cycle before and this one
 * @param idle the seconds over which {@code idleCpu} was measured
 * @param scrapeCpu CPU seconds of the exporter for the scrape after the cycle
 * @param scrape the seconds over which {@code scrapeCpu} was measured
 * @param requests requests to the site
 * @param bytes bytes of the bodies that it sent
 * @param failures polls that failed
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
