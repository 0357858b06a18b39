package io.citrixexporter.citrix.http;

import java.util.List;

/**
 * One page of a collection.
 *
 * @param items its items
 * @param continuationToken the token of the next page; empty on the last
 */
public record Page<T>(List<T> items, String continuationToken) {
    boolean isLast() {
        return continuationToken.isEmpty();
    }
}
