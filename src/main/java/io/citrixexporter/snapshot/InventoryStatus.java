package io.citrixexporter.snapshot;

import java.time.Instant;

/**
 * The status of the inventory of a site.
 *
 * @param lastSuccess when it was last read; {@link Instant#EPOCH} before the first time
 * @param unresolved configured names that match no machine or more than one
 */
public record InventoryStatus(Instant lastSuccess, int unresolved) {}
