package io.citrixexporter.snapshot;

import java.time.Instant;

/**
 * What is known of a site's inventory.
 *
 * @param on whether it is read at all
 * @param lastSuccess when it was last read; {@link Instant#EPOCH} before the first time
 * @param unresolved how many configured names stand for no machine in particular
 */
public record InventoryStatus(boolean on, Instant lastSuccess, int unresolved) {

    /** The inventory is never read. */
    public static final InventoryStatus OFF = new InventoryStatus(false, Instant.EPOCH, 0);
}
