package io.citrixexporter.citrix.http;

import io.citrixexporter.model.FailureReason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a collection page by page, completely or not at all. Tokens are opaque. A token that is there twice, or a collection
 * without an end, is a failure.
 *
 * @param <T> an item
 */
public final class Pages<T> {
    /** More than any site has: 1,000 pages of up to 1,000 items. */
    static final int MAX_PAGES = 1_000;

    private final Function<@Nullable String, Uni<Page<T>>> read;
    private final List<T> items = new ArrayList<>();
    private final Set<String> tokens = new HashSet<>();
    private @Nullable String token;

    private Pages(Function<@Nullable String, Uni<Page<T>>> read) {
        this.read = read;
    }

    /**
     * The whole collection. If the API rejects a token, which may have expired, the collection is read again, once.
     *
     * @param read reads the page of a token, the first one for null
     */
    public static <T> Uni<List<T>> all(Function<@Nullable String, Uni<Page<T>>> read) {
        return Uni.createFrom().deferred(() -> {
            Pages<T> first = new Pages<>(read);
            return first.readAll().onFailure(first::isTokenRejected).recoverWithUni(() -> new Pages<>(read).readAll());
        });
    }

    private Uni<List<T>> readAll() {
        return Multi.createBy()
                .repeating()
                .uni(this::next)
                .whilst(page -> !page.isLast())
                .collect()
                .last()
                .replaceWith(items);
    }

    private Uni<Page<T>> next() {
        return read.apply(token)
                .onFailure(this::isTokenRejected)
                .transform(failure -> CitrixErrors.of(failure).withDetail("; the continuation token was rejected"))
                .invoke(this::add);
    }

    /** The first page has no token, and a 400 of a token endpoint is about the credentials. */
    private boolean isTokenRejected(Throwable failure) {
        CitrixException known = CitrixErrors.of(failure);
        return token != null && known.hasStatus(400) && !known.atLogin();
    }

    private void add(Page<T> page) {
        items.addAll(page.items());
        token = page.continuationToken();
        if (!page.isLast() && !tokens.add(page.continuationToken())) {
            throw failure("the API sent a continuation token twice");
        }
        if (tokens.size() == MAX_PAGES) {
            throw failure("the collection has more than " + MAX_PAGES + " pages");
        }
    }

    private static CitrixException failure(String message) {
        return new CitrixException(FailureReason.BAD_RESPONSE, message);
    }
}
