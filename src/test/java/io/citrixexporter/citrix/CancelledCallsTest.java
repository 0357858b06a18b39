package io.citrixexporter.citrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.citrixexporter.CitrixStub;
import io.citrixexporter.LogLines;
import io.citrixexporter.citrix.http.BodyLimit;
import io.citrixexporter.citrix.http.MachineSessions;
import io.citrixexporter.citrix.http.ResponseReader;
import io.citrixexporter.citrix.login.AccessToken;
import io.citrixexporter.citrix.login.AccessTokens;
import io.citrixexporter.citrix.login.TokenFetcher;
import io.citrixexporter.citrix.login.TokenRestClient;
import io.citrixexporter.citrix.throttle.RateLimit;
import io.citrixexporter.citrix.throttle.RequestLimiter;
import io.citrixexporter.config.AuthKind;
import io.citrixexporter.config.ExporterConfig;
import io.citrixexporter.config.Secret;
import io.citrixexporter.config.TestConfigs.TestAuth;
import io.citrixexporter.time.TimeSource;
import io.netty.channel.EventLoop;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that is cancelled while its request is on the way from its own event loop to that of its connection. */
@QuarkusTest
@QuarkusTestResource(CitrixStub.class)
class CancelledCallsTest {
    private static final TimeSource TIME = TimeSource.system();
    private static final ResponseReader READER = new ResponseReader(BodyLimit.ofHeap(1), TIME, Runnable::run);

    WireMockServer citrix;

    @Inject
    Vertx vertx;

    private final CompletableFuture<HttpClientRequest> created = new CompletableFuture<>();
    private volatile Consumer<HttpClientRequest> onRequest = request -> {};

    @BeforeEach
    void reset() {
        Sites.reset(citrix);
    }

    @Test
    void resetsRequestAfterItsHeadersWereWritten() throws Exception {
        CitrixRestClient api = build(Sites.BASE, CitrixRestClient.class);

        assertResetInOrder(loop -> call(api, loop));
    }

    @Test
    void resetsLoginAfterItsHeadersWereWritten() throws Exception {
        TokenRestClient api = build(Sites.TOKENS, TokenRestClient.class);

        assertResetInOrder(loop -> login(api, loop));
    }

    private void assertResetInOrder(Function<Context, Uni<?>> calls) throws Exception {
        Context connectionLoop = eventLoop();
        Context callLoop = otherEventLoop(connectionLoop);
        calls.apply(connectionLoop).await().atMost(Sites.LONG);
        CompletableFuture<Cancellable> call = new CompletableFuture<>();
        onRequest = request -> cancelBeforeHeadersAreWritten(request, call);

        try (LogLines errors = LogLines.errors()) {
            call.complete(calls.apply(callLoop).subscribe().with(answer -> {}, failure -> {}));
            HttpClientRequest request = created.get(20, TimeUnit.SECONDS);
            assertThat(loop(request)).isNotSameAs(nettyLoop(callLoop));
            ended(request).get(20, TimeUnit.SECONDS);
            loop(request).submit(() -> {}).get(20, TimeUnit.SECONDS);
            assertThat(errors.take()).isEmpty();
        }
    }

    /** Keeps the event loop of the connection busy until the head of the request waits for it, and cancels the call there. */
    private void cancelBeforeHeadersAreWritten(HttpClientRequest request, CompletableFuture<Cancellable> call) {
        CountDownLatch sent = new CountDownLatch(1);
        loop(request).execute(() -> {
            await(sent);
            call.join().cancel();
        });
        Vertx.currentContext().runOnContext(afterwards -> sent.countDown());
        created.complete(request);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Void> ended(HttpClientRequest request) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        request.response().onComplete(response -> ended.complete(null));
        return ended;
    }

    private static EventLoop loop(HttpClientRequest request) {
        return ((ConnectionBase) request.connection()).channel().eventLoop();
    }

    private static EventLoop nettyLoop(Context context) {
        return ((ContextInternal) context).nettyEventLoop();
    }

    private Context eventLoop() {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    private Context otherEventLoop(Context than) {
        Context other = eventLoop();
        while (nettyLoop(other) == nettyLoop(than)) {
            other = eventLoop();
        }
        return other;
    }

    private static Uni<AccessToken> login(TokenRestClient api, Context loop) {
        ExporterConfig.Auth auth = new TestAuth(AuthKind.CLOUD, "client", Secret.ofText("secret"), Optional.empty());
        return new TokenFetcher(auth, "host", api, Sites.LONG, READER, on(loop), Runnable::run, TIME).fetch();
    }

    private static Executor on(Context loop) {
        return task -> loop.runOnContext(nothing -> task.run());
    }

    private static Uni<MachineSessions> call(CitrixRestClient api, Context loop) {
        CitrixListener listener = new CitrixListener() {};
        RateLimit rate = new RateLimit(Duration.ZERO, TIME);
        AccessToken token = AccessToken.expiringIn("token", Instant.now(), Duration.ofHours(1));
        ApiCaller caller = new ApiCaller(
                "ddc1",
                CitrixStub.CUSTOMER,
                new AccessTokens(
                        () -> Uni.createFrom().item(token),
                        () -> Uni.createFrom().item(false),
                        TIME,
                        renewed -> {},
                        () -> 0),
                new RequestLimiter("own", 1, rate, TIME, listener),
                rate,
                Sites.LONG,
                READER,
                on(loop),
                TIME,
                new CallReporter("own", TIME, listener));
        return new ControllerRequests("ddc1", "own", CitrixStub.CUSTOMER, false, api, caller)
                .machineSessions("site-1", "M1", PollAttempt.once(Sites.soon()));
    }

    /** With a single connection. */
    private <T> T build(String path, Class<T> api) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create(citrix.baseUrl() + path))
                .disableDefaultMapper(true)
                .httpClientRequestCustomizer(request -> onRequest.accept(request))
                .property("io.quarkus.rest.client.connection-pool-size", 1)
                .build(api);
    }
}
