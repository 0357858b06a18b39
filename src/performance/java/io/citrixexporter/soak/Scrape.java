package io.citrixexporter.soak;

import java.time.Instant;

/** A scrape: its start, its end and its text. */
record Scrape(Instant begin, Instant end, Exposition seen) {}
