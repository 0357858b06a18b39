package io.citrixexporter.citrix.http;

import java.util.List;

/**
 * One page of a collection.
 *
 * @param items what is on it
 * @param continuationToken what to ask for the next one with; empty on the last
 */
public record Page<T>(List<T> items, String continuationToken) {
    boolean last() {
        return continuationToken.isEmpty();
    }
}
