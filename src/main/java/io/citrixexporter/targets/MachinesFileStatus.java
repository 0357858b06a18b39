package io.citrixexporter.targets;

import java.time.Instant;

/**
 * The status of a site's machines file.
 *
 * @param loaded whether the last reload succeeded
 * @param lastSuccess when names were last read from it; {@link Instant#EPOCH} before the first time
 */
public record MachinesFileStatus(boolean loaded, Instant lastSuccess) {}
