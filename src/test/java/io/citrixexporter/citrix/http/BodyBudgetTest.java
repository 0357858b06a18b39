package io.citrixexporter.citrix.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citrixexporter.model.FailureReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final int MIB = 1 << 20;
    private static final int LESS_THAN_LARGE = 50_000;

    private final List<String> givenUp = new ArrayList<>();
    private final BodyBudget budget = new BodyBudget(10 * MIB);
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aBodyThatIsTooLargeAloneIsGivenUp() {
        BodyBudget.Body one = body("one", 2 * MIB);
        one.add(2 * MIB);
        assertThat(givenUp).isEmpty();
        one.add(1);
        one.add(MIB);

        assertThat(givenUp).containsExactly("one: the answer is larger than 2097152 bytes");
        assertThat(budget.held()).isZero();
    }

    @Test
    void ofBodiesThatAreTooLargeTogetherTheLargestIsGivenUp() {
        BodyBudget.Body small = body("small", 8 * MIB);
        BodyBudget.Body large = body("large", 8 * MIB);
        BodyBudget.Body other = body("other", 8 * MIB);
        large.add(6 * MIB);
        other.add(4 * MIB);
        assertThat(givenUp).isEmpty();
        small.add(1_000);
        other.add(1_000);

        assertThat(givenUp)
                .singleElement()
                .asString()
                .startsWith("large: the answers that came in at the time were larger than 10485760 bytes together");
        assertThat(budget.held()).isEqualTo(4 * MIB + 2_000);
    }

    @Test
    void aBodyThatIsWholeIsHeldUntilItsEndAndNotGivenUp() {
        BodyBudget.Body whole = body("whole", 8 * MIB);
        BodyBudget.Body other = body("other", 8 * MIB);
        whole.add(6 * MIB);
        whole.complete();
        other.add(5 * MIB);

        assertThat(givenUp).singleElement().asString().startsWith("other: ");
        assertThat(budget.held()).isEqualTo(6 * MIB);
        whole.end();
        assertThat(budget.held()).isZero();
    }

    @Test
    void whereAllAreWholeNoneIsGivenUp() {
        for (int i = 0; i < 3; i++) {
            BodyBudget.Body whole = body("whole", 8 * MIB);
            whole.add(3 * MIB);
            whole.complete();
        }
        for (int i = 0; i < 30; i++) {
            body("small", MIB).add(LESS_THAN_LARGE);
        }
        assertThat(givenUp).isEmpty();
    }

    @Test
    void whatHasEndedIsNotHeldAndNotGivenUp() {
        for (int i = 0; i < 100; i++) {
            BodyBudget.Body body = body("body", 8 * MIB);
            body.add(7 * MIB);
            assertThat(body.end()).isTrue();
            assertThat(body.end()).isFalse();
        }
        assertThat(budget.held()).isZero();
        assertThat(givenUp).isEmpty();
    }

    @Test
    void manyLargeBodiesAtOnceStayBelowTheBudget() throws Exception {
        AtomicLong most = new AtomicLong();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> send(request, 6, most))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(8));
        BodyLimit limit = new BodyLimit(64L * MIB, budget);

        List<Future<Integer>> lengths = IntStream.range(0, 8)
                .mapToObj(i -> client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
                        .compose(request -> {
                            limit.accept(request);
                            return request.send();
                        })
                        .compose(HttpClientResponse::body)
                        .map(Buffer::length))
                .toList();
        Future.join(lengths)
                .otherwiseEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        // Each is 6 MiB: one may be whole while others begin, eight cannot be.
        assertThat(lengths).anyMatch(Future::succeeded).anyMatch(Future::failed);
        assertThat(lengths.stream().filter(Future::failed).map(Future::cause))
                .allMatch(failure -> CitrixErrors.of(failure).reason() == FailureReason.TOO_LARGE);
        assertThat(most.get()).isBetween(6L * MIB, 10L * MIB + MIB);
        await().untilAsserted(() -> assertThat(budget.held()).isZero());
    }

    /** A mebibyte at a time, and the next one when the others had their turn. */
    private void send(HttpServerRequest request, int pieces, AtomicLong most) {
        HttpServerResponse response = request.response();
        response.exceptionHandler(expected -> {});
        response.setChunked(true);
        piece(response, pieces, most);
    }

    private void piece(HttpServerResponse response, int left, AtomicLong most) {
        most.accumulateAndGet(budget.held(), Math::max);
        if (response.closed()) {
            return;
        }
        if (left == 0) {
            response.end();
            return;
        }
        response.write(Buffer.buffer(new byte[MIB]))
                .onSuccess(sent -> vertx.setTimer(5, timer -> piece(response, left - 1, most)));
    }

    private BodyBudget.Body body(String name, long limit) {
        return budget.body(limit, reason -> givenUp.add(name + ": " + reason.description()));
    }
}
