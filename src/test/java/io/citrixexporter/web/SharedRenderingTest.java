package io.citrixexporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedRenderingTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<CompletableFuture<String>> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final SharedRendering rendering = new SharedRendering(vertx, this::render);

    /** Waits for the text. */
    private CompressedBody render(String contentType) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        CompletableFuture<String> text = new CompletableFuture<>();
        begun.add(text);
        try {
            String rendered = contentType + text.join();
            return CompressedBody.of(writer -> writer.write(rendered));
        } finally {
            atOnce.decrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        begun.forEach(text -> text.complete(""));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sharesRenderingAcrossBurstOfRequests() throws InterruptedException {
        Future<CompressedBody> first = rendering.render("a");
        CompletableFuture<String> one = next();
        Future<CompressedBody> second = rendering.render("a");
        CompletableFuture<String> two = next();
        List<Future<CompressedBody>> others =
                IntStream.range(0, 100).mapToObj(i -> rendering.render("a")).toList();

        one.complete("1");
        next().complete("3");
        two.complete("2");

        assertThat(text(first)).isEqualTo("a1");
        assertThat(text(second)).isEqualTo("a2");
        assertThat(others).allSatisfy(other -> assertThat(text(other)).isEqualTo("a3"));
        assertThat(mostAtOnce).hasValue(2);
    }

    @Test
    void rendersEachContentTypeUnderSharedLimit() throws InterruptedException {
        List<Future<CompressedBody>> all = List.of(rendering.render("a"), rendering.render("b"), rendering.render("c"));
        for (int i = 0; i < 3; i++) {
            next().complete("");
        }

        assertThat(all.stream().map(SharedRenderingTest::text)).containsExactly("a", "b", "c");
        assertThat(mostAtOnce).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void retriesFailedRenderingForLaterRequests() throws InterruptedException {
        Future<CompressedBody> failed = rendering.render("a");
        next().completeExceptionally(new IllegalStateException("broken"));
        assertThat(failed.toCompletionStage()).failsWithin(5, TimeUnit.SECONDS);

        Future<CompressedBody> later = rendering.render("a");
        next().complete("1");

        assertThat(text(later)).isEqualTo("a1");
    }

    private CompletableFuture<String> next() throws InterruptedException {
        CompletableFuture<String> next = begun.poll(5, TimeUnit.SECONDS);
        assertThat(next).as("new rendering").isNotNull();
        return next;
    }

    private static String text(Future<CompressedBody> body) {
        CompressedBody rendered = body.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
        try (InputStream stream = rendered.open(false)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rendered.length(false)).isEqualTo(text.length());
            return text;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
