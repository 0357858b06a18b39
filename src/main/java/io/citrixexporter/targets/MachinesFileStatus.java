package io.citrixexporter.targets;

import java.time.Instant;

/**
 * What is known of a site's machines file.
 *
 * @param good whether it was of use when it was last looked at
 * @param lastSuccess when names were last taken from it
 */
public record MachinesFileStatus(boolean good, Instant lastSuccess) {}
