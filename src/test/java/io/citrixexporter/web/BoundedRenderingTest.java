package io.citrixexporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedRenderingTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<CompletableFuture<String>> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final BoundedRendering rendering = new BoundedRendering(vertx, "test", this::render);

    /** Waits for the text. */
    private void render(Writer writer, String contentType) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        CompletableFuture<String> text = new CompletableFuture<>();
        begun.add(text);
        try {
            writer.write(contentType + text.join());
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
        Future<RenderedBody> first = rendering.render("a", true);
        CompletableFuture<String> one = next();
        Future<RenderedBody> second = rendering.render("a", true);
        CompletableFuture<String> two = next();
        List<Future<RenderedBody>> others = IntStream.range(0, 100)
                .mapToObj(i -> rendering.render("a", true))
                .toList();

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
        List<Future<RenderedBody>> all =
                List.of(rendering.render("a", true), rendering.render("b", true), rendering.render("c", true));
        for (int i = 0; i < 3; i++) {
            next().complete("");
        }

        assertThat(all.stream().map(BoundedRenderingTest::text)).containsExactly("a", "b", "c");
        assertThat(mostAtOnce).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void retriesFailedRenderingForLaterRequests() throws InterruptedException {
        Future<RenderedBody> failed = rendering.render("a", true);
        next().completeExceptionally(new IllegalStateException("broken"));
        assertThat(failed.toCompletionStage()).failsWithin(5, TimeUnit.SECONDS);

        Future<RenderedBody> later = rendering.render("a", true);
        next().complete("1");

        assertThat(text(later)).isEqualTo("a1");
    }

    @Test
    void sendsTextThatWasNeverCompressedToTwoClientsAtATime() throws Exception {
        RenderedBody first = plain("1");
        RenderedBody second = plain("2");
        assertThat(first.stream()).isNotInstanceOf(GZIPInputStream.class);
        assertThat(second.stream()).isNotInstanceOf(GZIPInputStream.class);

        RenderedBody third = plain("3");
        assertThat(third.stream()).as("kept compressed").isInstanceOf(GZIPInputStream.class);

        assertThat(List.of(first, second, third))
                .allSatisfy(body -> assertThat(body.length()).isEqualTo(2));
        assertThat(first.stream().readAllBytes()).asString().isEqualTo("a1");
        assertThat(third.stream().readAllBytes()).asString().isEqualTo("a3");

        second.discard();
        second.discard();
        assertThat(second.stream().available()).as("bytes kept").isZero();
        assertThat(plain("4").stream()).isNotInstanceOf(GZIPInputStream.class);
        assertThat(plain("5").stream()).as("discarded once").isInstanceOf(GZIPInputStream.class);
    }

    @Test
    void failedRenderingOfTextLeavesRoomForTheNext() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            Future<RenderedBody> failed = rendering.render("a", false);
            next().completeExceptionally(new IllegalStateException("broken"));
            assertThat(failed.toCompletionStage()).failsWithin(5, TimeUnit.SECONDS);
        }

        assertThat(plain("1").stream()).isNotInstanceOf(GZIPInputStream.class);
    }

    private RenderedBody plain(String text) throws InterruptedException {
        Future<RenderedBody> body = rendering.render("a", false);
        next().complete(text);
        return rendered(body);
    }

    private CompletableFuture<String> next() throws InterruptedException {
        CompletableFuture<String> next = begun.poll(5, TimeUnit.SECONDS);
        assertThat(next).as("new rendering").isNotNull();
        return next;
    }

    private static String text(Future<RenderedBody> body) {
        try (InputStream gzip = rendered(body).stream();
                InputStream stream = new GZIPInputStream(gzip)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RenderedBody rendered(Future<RenderedBody> body) {
        return body.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
