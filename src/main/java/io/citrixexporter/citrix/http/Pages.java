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
        return Uni.createFrom()
                .deferred(() -> new Pages<>(read).readAll())
                .onFailure(TokenRejected.class)
                .recoverWithUni(() -> new Pages<>(read).readAll())
                .onFailure(TokenRejected.class)
                .transform(Pages::rejectedTwice);
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
        Uni<Page<T>> page = read.apply(token);
        if (token != null) {
            page = page.onFailure(failure -> CitrixErrors.of(failure).hasStatus(400))
                    .transform(TokenRejected::new);
        }
        return page.invoke(this::add);
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

    /** Without its status, since a 400 for a token must not look like one for the fields. */
    private static CitrixException rejectedTwice(Throwable rejected) {
        String cause = CitrixErrors.of(rejected).getMessage();
        return new CitrixException(FailureReason.BAD_RESPONSE, "a continuation token was rejected twice: " + cause);
    }

    private static CitrixException failure(String message) {
        return new CitrixException(FailureReason.BAD_RESPONSE, message);
    }

    /** A continuation token that the API does not accept. */
    private static final class TokenRejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TokenRejected(Throwable cause) {
            super(cause);
        }
    }
}
