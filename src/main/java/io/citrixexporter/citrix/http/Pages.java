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
 * Reads a collection page by page: all of it, or nothing. Tokens are opaque; one that comes back a second time, or a
 * collection without an end, fails the reading.
 *
 * @param <T> what is on the pages
 */
public final class Pages<T> {
    /** More pages than any site has: 1,000 of up to 1,000 items each. */
    static final int MOST_PAGES = 1_000;

    private final Function<@Nullable String, Uni<Page<T>>> read;
    private final List<T> items = new ArrayList<>();
    private final Set<String> tokens = new HashSet<>();
    private @Nullable String token;

    private Pages(Function<@Nullable String, Uni<Page<T>>> read) {
        this.read = read;
    }

    /**
     * The whole collection. A token that the API refuses in the middle (it may have expired) starts the reading anew,
     * once.
     *
     * @param read reads the page behind a token, the first one for null
     */
    public static <T> Uni<List<T>> all(Function<@Nullable String, Uni<Page<T>>> read) {
        return Uni.createFrom()
                .deferred(() -> new Pages<>(read).toTheEnd())
                .onFailure(TokenRefused.class)
                .recoverWithUni(() -> new Pages<>(read).toTheEnd())
                .onFailure(TokenRefused.class)
                .transform(Pages::refusedTwice);
    }

    private Uni<List<T>> toTheEnd() {
        return Multi.createBy()
                .repeating()
                .uni(this::next)
                .whilst(page -> !page.last())
                .collect()
                .last()
                .replaceWith(items);
    }

    private Uni<Page<T>> next() {
        Uni<Page<T>> page = read.apply(token);
        if (token != null) {
            page = page.onFailure(failure -> CitrixErrors.of(failure).status().orElse(0) == 400)
                    .transform(TokenRefused::new);
        }
        return page.invoke(this::take);
    }

    private void take(Page<T> page) {
        items.addAll(page.items());
        token = page.continuationToken();
        if (!page.last() && !tokens.add(page.continuationToken())) {
            throw failure("the API gave a continuation token twice");
        }
        if (tokens.size() == MOST_PAGES) {
            throw failure("the collection has more than " + MOST_PAGES + " pages");
        }
    }

    /** Without its status: a 400 for a token must not look like one for the fields. */
    private static CitrixException refusedTwice(Throwable refused) {
        String cause = CitrixErrors.of(refused).getMessage();
        return new CitrixException(FailureReason.BAD_RESPONSE, "a continuation token was refused twice: " + cause);
    }

    private static CitrixException failure(String message) {
        return new CitrixException(FailureReason.BAD_RESPONSE, message);
    }

    /** A continuation token that the API does not accept. */
    private static final class TokenRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TokenRefused(Throwable cause) {
            super(cause);
        }
    }
}
