package io.citrixexporter.snapshot;

import java.time.Instant;

/**
 * The status of the inventory of a site.
 *
 * @param on whether it is read
 * @param lastSuccess when it was last read; {@link Instant#EPOCH} before the first time
 * @param unresolved configured names that match no machine or more than one
 */
public record InventoryStatus(boolean on, Instant lastSuccess, int unresolved) {

    /** The inventory is never read. */
    public static final InventoryStatus OFF = new InventoryStatus(false, Instant.EPOCH, 0);
}
