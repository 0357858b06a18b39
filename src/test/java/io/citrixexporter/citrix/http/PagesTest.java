package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citrixexporter.citrix.Sites;
import io.citrixexporter.model.FailureReason;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void readsAllPages() {
        assertThat(read(token -> switch (token) {
                    case "" -> page("a", 1, 2);
                    case "a" -> page("b", 3);
                    default -> page("", 4);
                }))
                .containsExactly(1, 2, 3, 4);
        assertThat(asked).containsExactly("", "a", "b");
    }

    @Test
    void continuesAfterEmptyPage() {
        assertThat(read(token -> token.isEmpty() ? page("a") : page("", 1))).containsExactly(1);
    }

    @Test
    void failsIfTokenIsRepeated() {
        CitrixException failure = failure(token -> switch (token) {
            case "" -> page("a", 1);
            case "a" -> page("b", 2);
            default -> page("a", 3);
        });

        assertThat(failure.reason()).isEqualTo(FailureReason.BAD_RESPONSE);
        assertThat(failure).hasMessage("the API sent a continuation token twice");
        assertThat(asked).containsExactly("", "a", "b");
    }

    @Test
    void failsIfThereAreTooManyPages() {
        CitrixException failure = failure(token -> page(token + "x", 1));

        assertThat(failure.reason()).isEqualTo(FailureReason.BAD_RESPONSE);
        assertThat(failure).hasMessage("the collection has more than 1000 pages");
        assertThat(asked).hasSize(Pages.MAX_PAGES);
    }

    @Test
    void restartsIfTokenIsRejected() {
        assertThat(read(token -> switch (token) {
                    case "" -> page(asked.size() == 1 ? "old" : "new", 1);
                    case "old" -> refused();
                    default -> page("", 2);
                }))
                .containsExactly(1, 2);
        assertThat(asked).containsExactly("", "old", "", "new");
    }

    @Test
    void restartsOnlyOnce() {
        CitrixException failure = failure(token -> token.isEmpty() ? page("a", 1) : refused());

        assertThat(failure.reason()).isEqualTo(FailureReason.BAD_RESPONSE);
        assertThat(failure).hasMessage("HTTP 400; the continuation token was rejected");
        assertThat(asked).containsExactly("", "a", "", "a");
    }

    @Test
    void doesNotRestartIfFirstPageIsRejected() {
        assertThat(failure(token -> refused()).status()).hasValue(400);
        assertThat(asked).containsExactly("");
    }

    @Test
    void doesNotRestartIfCredentialsAreRejected() {
        CitrixException failure = failure(token -> token.isEmpty()
                ? page("a", 1)
                : Uni.createFrom()
                        .failure(new CitrixException(FailureReason.AUTH, 400, "HTTP 400").asLoginFailure("ddc1")));

        assertThat(failure).hasMessage("HTTP 400 (token endpoint on ddc1)");
        assertThat(asked).containsExactly("", "a");
    }

    @Test
    void failsIfPageFails() {
        CitrixException failure = failure(token -> token.isEmpty()
                ? page("a", 1)
                : Uni.createFrom().failure(new CitrixException(FailureReason.SERVER_ERROR, 503, "HTTP 503")));

        assertThat(failure.reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(asked).containsExactly("", "a");
    }

    private List<Integer> read(Function<String, Uni<Page<Integer>>> pages) {
        return Pages.<Integer>all(token -> {
                    asked.add(token == null ? "" : token);
                    return pages.apply(token == null ? "" : token);
                })
                .await()
                .atMost(Sites.LONG);
    }

    private CitrixException failure(Function<String, Uni<Page<Integer>>> pages) {
        return catchThrowableOfType(CitrixException.class, () -> read(pages));
    }

    private static Uni<Page<Integer>> page(String next, Integer... items) {
        return Uni.createFrom().item(new Page<>(Arrays.asList(items), next));
    }

    private static Uni<Page<Integer>> refused() {
        return Uni.createFrom().failure(new CitrixException(FailureReason.BAD_RESPONSE, 400, "HTTP 400"));
    }
}
