package io.citrixexporter.soak;

import java.time.Instant;

/** One look at the exporter: when it began, when it ended, and what was seen. */
record Scrape(Instant begin, Instant end, Exposition seen) {}
