package io.citrixexporter.citrix;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A site in memory: tests say what the API answers for each machine, and see which were asked. */
public final class FakeCitrix {
    public static final SiteIdentity IDENTITY = new SiteIdentity("site-1", "");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final Function<String, Uni<Response>> answers;
    private Supplier<Uni<AccessToken>> token =
            () -> Uni.createFrom().item(AccessToken.lasting("token", Instant.EPOCH, Duration.ofDays(100_000)));

    /** The answer for a machine as the API names it, with a bar instead of the backslash. */
    public FakeCitrix(Function<String, Uni<Response>> answers) {
        this.answers = answers;
    }

    /** Nobody is let in any more. */
    public void refuseSignIn(Reason reason) {
        token = () -> Uni.createFrom().failure(new CitrixException(reason, "sign-in failed"));
    }

    /** Signing in takes for ever. */
    public void hangAtSignIn() {
        token = () -> Uni.createFrom().nothing();
    }

    /** A client of this site. */
    public CitrixClient client(Clock clock, Duration requestTimeout) {
        return new CitrixClient(
                "fake",
                "acme",
                IDENTITY,
                new Api(),
                new AccessTokens(() -> token.get(), clock, renewed -> {}),
                requestTimeout,
                new TestClients.Deaf());
    }

    /** The machines asked, in that order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How many calls were under way at the same time, at most. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    /** A good answer with so many sessions. */
    public static Response sessions(int count) {
        String items = String.join(",", Collections.nCopies(count, "{\"State\":\"Active\",\"Connection\":{}}"));
        return Response.ok(("{\"Items\":[" + items + "]}").getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "application/json")
                .build();
    }

    /** An answer with this status and no body. */
    public static Response status(int status) {
        return Response.status(status).build();
    }

    /** A failure for tests that need no call. */
    public static CitrixException failure(Reason reason, String message) {
        return new CitrixException(reason, message);
    }

    private final class Api implements CitrixApi {
        @Override
        public Uni<Response> me(CallHeaders headers) {
            throw new AssertionError("the site is known");
        }

        @Override
        public Uni<Response> machineSessions(String machine, String fields, CallHeaders headers) {
            asked.add(machine);
            mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return answers.apply(machine).onTermination().invoke(inFlight::decrementAndGet);
        }
    }
}
